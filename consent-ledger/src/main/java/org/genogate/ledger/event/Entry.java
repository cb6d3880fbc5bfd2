package org.genogate.ledger.event;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import org.genogate.ledger.cbor.CborReader;
import org.genogate.ledger.cbor.CborWriter;
import org.genogate.ledger.cbor.MalformedCborException;
import org.genogate.ledger.key.KeyId;
import org.genogate.ledger.key.SigningKey;
import org.genogate.ledger.merkle.Hash;

/// An event with its signatures: what one leaf of the log holds.
///
/// Every entry has exactly one encoding, and bytes in any other form are refused, so that what was
/// signed, hashed and stored can never differ.
///
/// Spec: `reference/transparency-log.md` section 9.1
///
/// @param signatures in the order they were made, at most [#MOST_SIGNATURES] and each of another
///   key; none for events 9 to 12, which the seal signs
public record Entry(Event event, List<EntrySignature> signatures) {

  /// An entry bundle writes lengths in 16 bits.
  public static final int MAX_BYTES = 65_535;

  /// Enough for a change of the policy by some thirty validators, old and new.
  public static final int MOST_SIGNATURES = 64;

  private static final long VERSION = 1;
  private static final long ED25519 = 1;
  private static final String SIGNED_PREFIX = "genogate/v1/";

  // Map keys on the wire.
  private static final int VERSION_KEY = 1;
  private static final int NUMBER_KEY = 2;
  private static final int BODY_KEY = 3;
  private static final int SIGNATURES_KEY = 4;

  public Entry {
    signatures = List.copyOf(signatures);
    if (signatures.size() > MOST_SIGNATURES) {
      throw new IllegalArgumentException("an entry has at most 64 signatures");
    }
    if (signatures.stream().map(EntrySignature::key).distinct().count() < signatures.size()) {
      throw new IllegalArgumentException("a key signs an entry once");
    }
  }

  /// An entry without a signature.
  public static Entry unsigned(Event event) {
    return new Entry(event, List.of());
  }

  /// @throws IllegalArgumentException if the entry is longer than [#MAX_BYTES]
  public byte[] encode() {
    var out =
        new CborWriter()
            .map(4)
            .key(VERSION_KEY)
            .unsigned(VERSION)
            .key(NUMBER_KEY)
            .unsigned(event.number())
            .key(BODY_KEY)
            .bytes(BodyWriter.encode(event))
            .key(SIGNATURES_KEY)
            .array(signatures.size());
    for (var signature : signatures) {
      out.array(3).unsigned(ED25519).bytes(signature.key().toBytes()).bytes(signature.signature());
    }
    var bytes = out.toBytes();
    if (bytes.length > MAX_BYTES) {
      throw new IllegalArgumentException(
          "an entry of %d bytes, more than %d".formatted(bytes.length, MAX_BYTES));
    }
    return bytes;
  }

  /// @throws MalformedEntryException unless `bytes` are what [#encode] gives for some entry
  public static Entry decode(byte[] bytes) throws MalformedEntryException {
    try {
      if (bytes.length > MAX_BYTES) {
        throw new MalformedCborException(
            "an entry of %d bytes, more than %d".formatted(bytes.length, MAX_BYTES));
      }
      return decodeStrictly(new CborReader(bytes));
    } catch (MalformedCborException | IllegalArgumentException e) {
      // The records and keys refuse nonsense with IllegalArgumentException.
      throw new MalformedEntryException("not an entry: " + e.getMessage(), e);
    }
  }

  private static Entry decodeStrictly(CborReader in) throws MalformedCborException {
    in.map(4);
    long version = in.key(VERSION_KEY).unsigned();
    if (version != VERSION) {
      throw new MalformedCborException("entry version %d, not %d".formatted(version, VERSION));
    }
    long number = in.key(NUMBER_KEY).unsigned();
    var event = BodyReader.decode(number, in.key(BODY_KEY).bytes());
    int count = in.key(SIGNATURES_KEY).array();
    var signatures = new ArrayList<EntrySignature>(count);
    for (int i = 0; i < count; i++) {
      signatures.add(signature(in));
    }
    in.end();
    return new Entry(event, signatures);
  }

  private static EntrySignature signature(CborReader in) throws MalformedCborException {
    in.array(3);
    long kind = in.unsigned();
    if (kind != ED25519) {
      throw new MalformedCborException("signature kind %d, not %d".formatted(kind, ED25519));
    }
    var key = KeyId.of(in.bytes(KeyId.LENGTH_BYTES));
    return new EntrySignature(key, in.bytes(EntrySignature.LENGTH_BYTES));
  }

  /// The hash of this entry as a leaf of the log.
  public Hash leaf() {
    return Hash.leaf(encode());
  }

  /// SHA-256 of the event's canonical bytes, signatures left out: the same event, the same digest.
  public Hash bodyDigest() {
    return Hash.sha256(BodyWriter.encode(event));
  }

  /// What a signature of `event` covers: `"genogate/v1/" || origin || 0x00 || number || 0x00 ||
  /// SHA-256(body)`.
  ///
  /// The origin keeps an entry of one log from being replayed in another.
  ///
  /// @throws IllegalArgumentException if `origin` has a zero byte, which would make it ambiguous
  public static byte[] signedString(String origin, Event event) {
    if (origin.indexOf('\0') >= 0) {
      throw new IllegalArgumentException("an origin has no zero byte");
    }
    var out = new ByteArrayOutputStream();
    out.writeBytes((SIGNED_PREFIX + origin + '\0' + event.number() + '\0').getBytes(UTF_8));
    out.writeBytes(Hash.sha256(BodyWriter.encode(event)).toBytes());
    return out.toByteArray();
  }

  /// This entry with one signature more.
  public Entry signedBy(String origin, SigningKey key) {
    var all = new ArrayList<>(signatures);
    all.add(new EntrySignature(key.publicKey().id(), key.sign(signedString(origin, event))));
    return new Entry(event, all);
  }
}
