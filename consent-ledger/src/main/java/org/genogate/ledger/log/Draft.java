package org.genogate.ledger.log;

/// What a caller wants appended: an entry, and its sealed payload beside it.
///
/// The arrays are handed over: neither side changes them afterwards, so none is copied.
///
/// @param entry 1 to 65,535 bytes, the only part that the leaf hash covers
/// @param payload may be empty, at most 1 MiB
@SuppressWarnings("ArrayRecordComponent") // compared by nobody; copies would double the traffic
public record Draft(byte[] entry, byte[] payload) {

  /// The C2SP limit: an entry bundle gives each entry a 16-bit length.
  public static final int MOST_ENTRY_BYTES = 65_535;

  public static final int MOST_PAYLOAD_BYTES = 1 << 20;

  public Draft {
    if (entry.length == 0 || entry.length > MOST_ENTRY_BYTES) {
      throw new IllegalArgumentException("an entry is 1 to 65535 bytes, not " + entry.length);
    }
    if (payload.length > MOST_PAYLOAD_BYTES) {
      throw new IllegalArgumentException("a payload is at most 1 MiB, not " + payload.length);
    }
  }
}
