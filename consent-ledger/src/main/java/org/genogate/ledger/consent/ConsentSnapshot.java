package org.genogate.ledger.consent;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import org.genogate.ledger.cbor.CborReader;
import org.genogate.ledger.cbor.CborWriter;
import org.genogate.ledger.cbor.MalformedCborException;
import org.genogate.ledger.event.PersonTag;
import org.genogate.ledger.merkle.Hash;

/// What a consent fold keeps on disk so that a start reads only the log's tail.
///
/// CBOR, tabled in `DESIGN.md`, then its SHA-256. Profiles are numbered by first use in order of
/// people, so that the bytes do not depend on how a fold came by its own numbers.
///
/// @param people in order of ordinals; profile numbers mean nothing outside of the fold
record ConsentSnapshot(
    long version, long nextIndex, long sealedSize, Instant asOf, List<Person> people) {

  private static final String FORMAT = "genogate/consent/v1";
  private static final int ID_BYTES = 16;
  private static final HexFormat HEX = HexFormat.of();

  ConsentSnapshot {
    people = List.copyOf(people);
    if (people.stream().map(Person::tag).distinct().count() != people.size()) {
      throw new IllegalArgumentException("a snapshot names each person once");
    }
  }

  byte[] encode() {
    var profiles = new LinkedHashMap<Profile, Integer>();
    for (var person : people) {
      for (var held : person.held()) {
        HeldCodec.profile(held).ifPresent(p -> profiles.putIfAbsent(p, profiles.size()));
      }
    }
    var out = new CborWriter().array(7).text(FORMAT);
    out.unsigned(version).unsigned(nextIndex).unsigned(sealedSize).unsigned(asOf.toEpochMilli());
    out.array(profiles.size());
    profiles.keySet().forEach(profile -> ConsentTermsCodec.writeProfile(out.map(4), profile));
    out.array(people.size());
    for (var person : people) {
      out.array(2).bytes(HEX.parseHex(person.tag().toString())).array(person.held().size());
      person.held().forEach(held -> HeldCodec.write(out, held, profiles));
    }
    return withDigest(out.toBytes());
  }

  static ConsentSnapshot decode(byte[] bytes) throws CorruptConsentSnapshotException {
    try {
      return read(new CborReader(withoutDigest(bytes)));
    } catch (MalformedCborException | IllegalArgumentException e) {
      throw new CorruptConsentSnapshotException("the snapshot is not one of this format", e);
    }
  }

  private static ConsentSnapshot read(CborReader in) throws MalformedCborException {
    in.array(7);
    var format = in.text();
    if (!format.equals(FORMAT)) {
      throw new MalformedCborException("a snapshot of another format, not " + FORMAT);
    }
    long version = in.unsigned();
    long nextIndex = in.unsigned();
    long sealedSize = in.unsigned();
    var asOf = Instant.ofEpochMilli(in.unsigned());
    var profiles = new ArrayList<Profile>();
    for (int left = in.array(); left > 0; left--) {
      in.map(4);
      profiles.add(ConsentTermsCodec.readProfile(in));
    }
    var people = new ArrayList<Person>();
    for (int left = in.array(); left > 0; left--) {
      people.add(readPerson(in, profiles));
    }
    in.end();
    return new ConsentSnapshot(version, nextIndex, sealedSize, asOf, people);
  }

  private static Person readPerson(CborReader in, List<Profile> profiles)
      throws MalformedCborException {
    in.array(2);
    var tag = PersonTag.parse(HEX.formatHex(in.bytes(ID_BYTES)));
    var held = new ArrayList<Held>();
    for (int left = in.array(); left > 0; left--) {
      held.add(HeldCodec.read(in, profiles));
    }
    return new Person(tag, held);
  }

  private static byte[] withDigest(byte[] body) {
    var bytes = Arrays.copyOf(body, body.length + Hash.LENGTH_BYTES);
    System.arraycopy(Hash.sha256(body).toBytes(), 0, bytes, body.length, Hash.LENGTH_BYTES);
    return bytes;
  }

  private static byte[] withoutDigest(byte[] bytes) throws MalformedCborException {
    int length = Math.max(0, bytes.length - Hash.LENGTH_BYTES);
    var body = Arrays.copyOf(bytes, length);
    if (!Arrays.equals(withDigest(body), bytes)) {
      throw new MalformedCborException("a snapshot that does not end with its SHA-256");
    }
    return body;
  }
}
