package org.genogate.ledger.log;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Optional;
import java.util.zip.CRC32C;
import org.genogate.ledger.merkle.Hash;

/// An entry as it lies in a segment: big-endian, padded with zeros to a multiple of 8 bytes.
///
/// | at | bytes | |
/// |---|---|---|
/// | 0 | 4 | length, from here to the payload's end |
/// | 4 | 4 | CRC-32C of everything after it, to the payload's end |
/// | 8 | 8 | index |
/// | 16 | 8 | term |
/// | 24 | 8 | how many entries were durable when this was written |
/// | 32 | 2 | kind: 1 an entry, 2 a seal |
/// | 34 | 2 | length of the entry |
/// | 36 | 4 | length of the payload |
/// | 40 | | entry, payload |
///
/// @param durable tells a torn tail from damage: an entry that a later one knew to be durable
///   cannot be missing after a crash, only after a loss
@SuppressWarnings("ArrayRecordComponent") // compared by nobody; copies would double the traffic
record SegmentRecord(long index, long term, long durable, Kind kind, byte[] entry, byte[] payload) {

  /// What the log itself has to tell apart.
  enum Kind {
    ENTRY(1),
    /// The last entry under a checkpoint.
    SEAL(2);

    private final short code;

    Kind(int code) {
      this.code = (short) code;
    }

    private static Optional<Kind> of(short code) {
      return Arrays.stream(values()).filter(kind -> kind.code == code).findFirst();
    }
  }

  static final int HEADER_BYTES = 40;
  private static final int CRC_FROM = 8;
  private static final int ALIGNMENT = 8;

  static final int MOST_BYTES =
      padded(HEADER_BYTES + Draft.MOST_ENTRY_BYTES + Draft.MOST_PAYLOAD_BYTES);

  private static int padded(int length) {
    return (length + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
  }

  /// What this takes in a segment, padding included.
  int sizeBytes() {
    return padded(HEADER_BYTES + entry.length + payload.length);
  }

  /// Writes this at the buffer's position, which is left behind the padding.
  void writeTo(ByteBuffer buffer) {
    int start = buffer.position();
    int length = HEADER_BYTES + entry.length + payload.length;
    buffer.putInt(length).putInt(0);
    buffer.putLong(index).putLong(term).putLong(durable);
    buffer.putShort(kind.code).putShort((short) entry.length).putInt(payload.length);
    buffer.put(entry).put(payload);
    buffer.putInt(start + Integer.BYTES, crc(buffer, start, length));
    for (int i = length; i < padded(length); i++) {
      buffer.put((byte) 0);
    }
  }

  /// The record at the buffer's position, which is left as it is; empty if none is well-formed
  /// there.
  static Optional<SegmentRecord> readFrom(ByteBuffer buffer) {
    int start = buffer.position();
    if (buffer.remaining() < HEADER_BYTES) {
      return Optional.empty();
    }
    int length = buffer.getInt(start);
    var kind = Kind.of(buffer.getShort(start + 32));
    int entryBytes = Short.toUnsignedInt(buffer.getShort(start + 34));
    int payloadBytes = buffer.getInt(start + 36);
    if (kind.isEmpty()
        || entryBytes == 0
        || payloadBytes < 0
        || payloadBytes > Draft.MOST_PAYLOAD_BYTES
        || length != HEADER_BYTES + entryBytes + payloadBytes
        || padded(length) > buffer.remaining()
        || buffer.getInt(start + Integer.BYTES) != crc(buffer, start, length)) {
      return Optional.empty();
    }
    byte[] entry = new byte[entryBytes];
    byte[] payload = new byte[payloadBytes];
    buffer.get(start + HEADER_BYTES, entry).get(start + HEADER_BYTES + entryBytes, payload);
    return Optional.of(
        new SegmentRecord(
            buffer.getLong(start + 8),
            buffer.getLong(start + 16),
            buffer.getLong(start + 24),
            kind.get(),
            entry,
            payload));
  }

  private static int crc(ByteBuffer buffer, int start, int length) {
    var crc = new CRC32C();
    crc.update(buffer.slice(start + CRC_FROM, length - CRC_FROM));
    return (int) crc.getValue();
  }

  StoredEntry toStored(Hash leaf) {
    return new StoredEntry(index, term, leaf, entry, payload);
  }

  StoredEntry toStored() {
    return toStored(Hash.leaf(entry));
  }
}
