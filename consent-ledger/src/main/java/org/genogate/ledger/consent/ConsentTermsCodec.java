package org.genogate.ledger.consent;

import java.time.Instant;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.Set;
import org.genogate.ledger.cbor.CborReader;
import org.genogate.ledger.cbor.CborWriter;
import org.genogate.ledger.cbor.MalformedCborException;
import org.genogate.ledger.duo.DataUse;
import org.genogate.ledger.event.DatasetTag;
import org.genogate.ledger.merkle.Hash;

/// Terms as bytes. The map keys are tabled in `DESIGN.md`; sets are arrays in ascending order.
final class ConsentTermsCodec {

  private static final int TAG_BYTES = 16;
  private static final HexFormat HEX = HexFormat.of();

  private ConsentTermsCodec() {}

  static byte[] encode(ConsentTerms terms) {
    boolean open = terms.until().equals(Instant.MAX);
    var out = new CborWriter().map(open ? 6 : 7);
    writeProfile(out, terms.profile());
    out.key(5).unsigned(terms.from().toEpochMilli());
    if (!open) {
      out.key(6).unsigned(terms.until().toEpochMilli());
    }
    out.key(7).bytes(terms.text().toBytes());
    return out.toBytes();
  }

  static ConsentTerms decode(byte[] bytes) throws MalformedCborException {
    try {
      var in = new CborReader(bytes);
      var terms = read(in);
      in.end();
      // One check for the order of sets, repeated members and every other second spelling.
      if (!Arrays.equals(encode(terms), bytes)) {
        throw new MalformedCborException("terms that are not in their only form");
      }
      return terms;
    } catch (IllegalArgumentException e) {
      throw new MalformedCborException("terms that say nothing sound: " + e.getMessage());
    }
  }

  private static ConsentTerms read(CborReader in) throws MalformedCborException {
    boolean open = in.map() == 6;
    var profile = readProfile(in);
    var from = Instant.ofEpochMilli(in.key(5).unsigned());
    var until = open ? Instant.MAX : Instant.ofEpochMilli(in.key(6).unsigned());
    var text = Hash.of(in.key(7).bytes(Hash.LENGTH_BYTES));
    return new ConsentTerms(
        profile.grantee(),
        profile.datasets(),
        profile.uses(),
        from,
        until,
        profile.withheld(),
        text);
  }

  /// Keys 1 to 4.
  static void writeProfile(CborWriter out, Profile profile) {
    writeGrantee(out.key(1), profile.grantee());
    out.key(2).array(profile.datasets().size());
    profile.datasets().stream()
        .map(DatasetTag::toString)
        .sorted()
        .forEach(hex -> out.bytes(HEX.parseHex(hex)));
    out.key(3).array(profile.uses().size());
    profile.uses().stream()
        .sorted(Comparator.comparing(DataUse::code).thenComparing(DataUse::disease))
        .forEach(use -> out.array(2).text(use.code()).text(use.disease()));
    out.key(4).array(profile.withheld().size());
    profile.withheld().stream().sorted().forEach(label -> out.text(label.text()));
  }

  static Profile readProfile(CborReader in) throws MalformedCborException {
    var grantee = readGrantee(in.key(1));
    var datasets = new LinkedHashSet<DatasetTag>();
    for (int left = in.key(2).array(); left > 0; left--) {
      datasets.add(DatasetTag.parse(HEX.formatHex(in.bytes(TAG_BYTES))));
    }
    var uses = new LinkedHashSet<DataUse>();
    for (int left = in.key(3).array(); left > 0; left--) {
      in.array(2);
      uses.add(readUse(in.text(), in.text()));
    }
    var withheld = new LinkedHashSet<RegionLabel>();
    for (int left = in.key(4).array(); left > 0; left--) {
      withheld.add(new RegionLabel(in.text()));
    }
    return new Profile(grantee, Set.copyOf(datasets), Set.copyOf(uses), Set.copyOf(withheld));
  }

  private static DataUse readUse(String code, String disease) throws MalformedCborException {
    return DataUse.parse(code, disease)
        .orElseThrow(() -> new MalformedCborException("a use that is none of GRU, HMB, DS, CARE"));
  }

  private static void writeGrantee(CborWriter out, Grantee grantee) {
    switch (grantee) {
      case Grantee.Anyone _ -> out.array(1).unsigned(0);
      case Grantee.Organisation(var id) -> out.array(2).unsigned(1).text(id);
      case Grantee.Requester(var id) -> out.array(2).unsigned(2).text(id);
    }
  }

  private static Grantee readGrantee(CborReader in) throws MalformedCborException {
    int parts = in.array();
    int kind = in.unsignedInt();
    if (parts == 1 && kind == 0) {
      return new Grantee.Anyone();
    }
    if (parts == 2 && kind == 1) {
      return new Grantee.Organisation(in.text());
    }
    if (parts == 2 && kind == 2) {
      return new Grantee.Requester(in.text());
    }
    throw new MalformedCborException("grantee %d of %d parts".formatted(kind, parts));
  }
}
