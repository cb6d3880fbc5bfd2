package org.genogate.ledger.receipt;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.genogate.ledger.cbor.CborReader;
import org.genogate.ledger.cbor.CborWriter;
import org.genogate.ledger.cbor.MalformedCborException;
import org.genogate.ledger.merkle.Hash;

/// The payload of `AccessClosed`: what was handed over.
///
/// @param salt opens `AccessClosed.commitment`; the holder gets it, because the hash of a short
///   answer can be guessed
/// @param at when it ended, kept to the millisecond
/// @param bytes of the identity-coded body
/// @param bodyRoot as [BodyRoot] computes it; [Hash#zero()] with an unknown outcome
/// @param ledgerSize the largest that any row's mask was computed at
public record CloseDetail(
    Salt salt,
    Instant at,
    long bytes,
    long records,
    Outcome outcome,
    Hash bodyRoot,
    long ledgerSize) {

  public CloseDetail {
    at = at.truncatedTo(ChronoUnit.MILLIS);
    if (bytes < 0 || records < 0 || ledgerSize < 0) {
      throw new IllegalArgumentException("bytes, records and ledger size are at least 0");
    }
  }

  /// What `AccessClosed.commitment` must be: over `[at, bytes, records, outcome, body root, ledger
  /// size]`.
  public Hash commitment() {
    return salt.commit(write(new CborWriter()).toBytes());
  }

  public byte[] encode() {
    return write(new CborWriter().array(2).bytes(salt.toBytes())).toBytes();
  }

  /// @throws MalformedCborException if these are not bytes that [#encode()] makes
  public static CloseDetail decode(byte[] bytes) throws MalformedCborException {
    var in = new CborReader(bytes);
    in.array(2);
    var salt = Salt.of(in.bytes(Salt.LENGTH_BYTES));
    in.array(6);
    var detail =
        new CloseDetail(
            salt,
            Instant.ofEpochMilli(in.unsigned()),
            in.unsigned(),
            in.unsigned(),
            Outcome.ofCode(in.unsignedInt()),
            Hash.of(in.bytes(Hash.LENGTH_BYTES)),
            in.unsigned());
    in.end();
    return detail;
  }

  private CborWriter write(CborWriter out) {
    out.array(6).unsigned(at.toEpochMilli()).unsigned(bytes).unsigned(records);
    return out.unsigned(outcome.code()).bytes(bodyRoot.toBytes()).unsigned(ledgerSize);
  }
}
