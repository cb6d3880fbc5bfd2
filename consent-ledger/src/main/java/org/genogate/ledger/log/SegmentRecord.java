package org.genogate.ledger.log;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.zip.CRC32C;

/// An entry, or a mark before the entries of an operation, as it lies in a segment: big-endian,
/// padded with zeros to a multiple of 8 bytes.
///
/// | at | bytes | |
/// |---|---|---|
/// | 0 | 4 | length, from here to the payload's end |
/// | 4 | 4 | CRC-32C of everything after it, to the payload's end |
/// | 8 | 8 | index |
/// | 16 | 8 | term |
/// | 24 | 8 | how many entries were committed when this was written |
/// | 32 | 2 | kind: 1 an entry, 2 a seal, 3 a mark |
/// | 34 | 2 | length of the entry |
/// | 36 | 4 | length of the payload |
/// | 40 | | entry, payload |
///
/// What an operation needs to know of itself is the entry of its mark: position (8), how many
/// entries follow (4), and a note. A mark's index is that of the entry that comes next.
///
/// @param committed tells a torn tail from damage: an entry that a later one knew to be committed
///   cannot be missing after a crash, only after a loss
/// @param content entry and payload
record SegmentRecord(long index, long term, long committed, Kind kind, Draft content) {

  /// What the log itself has to tell apart.
  enum Kind {
    ENTRY(1),
    /// The last entry under a checkpoint.
    SEAL(2),
    /// Begins an operation of the ordering; no entry, and no leaf of the tree.
    MARK(3);

    private final short code;

    Kind(int code) {
      this.code = (short) code;
    }

    static Kind of(Batch.Kind kind) {
      return switch (kind) {
        case ENTRY -> ENTRY;
        case SEAL -> SEAL;
      };
    }

    private static Optional<Kind> of(short code) {
      return switch (code) {
        case 1 -> Optional.of(ENTRY);
        case 2 -> Optional.of(SEAL);
        case 3 -> Optional.of(MARK);
        default -> Optional.empty();
      };
    }
  }

  static final int HEADER_BYTES = 40;
  private static final int CRC_FROM = 8;
  private static final int ALIGNMENT = 8;

  private static final int MARK_BYTES = 12;

  static final int MOST_BYTES =
      padded(HEADER_BYTES + Draft.MOST_ENTRY_BYTES + Draft.MOST_PAYLOAD_BYTES);

  private static int padded(int length) {
    return (length + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
  }

  static SegmentRecord of(OrderedStore.Mark mark, long committed) {
    byte[] entry =
        ByteBuffer.allocate(MARK_BYTES + mark.note().length)
            .putLong(mark.position())
            .putInt(mark.count())
            .put(mark.note())
            .array();
    var content = new Draft(entry, new byte[0]);
    return new SegmentRecord(mark.firstIndex(), mark.term(), committed, Kind.MARK, content);
  }

  byte[] entry() {
    return content.entry();
  }

  byte[] payload() {
    return content.payload();
  }

  /// What [#of(OrderedStore.Mark, long)] wrote; empty if it is no mark.
  Optional<OrderedStore.Mark> mark() {
    byte[] entry = entry();
    if (kind != Kind.MARK || entry.length < MARK_BYTES) {
      return Optional.empty();
    }
    var buffer = ByteBuffer.wrap(entry);
    long position = buffer.getLong();
    int count = buffer.getInt();
    byte[] note = Arrays.copyOfRange(entry, MARK_BYTES, entry.length);
    return Optional.of(new OrderedStore.Mark(position, term, index, count, note));
  }

  /// What this takes in a segment, padding included.
  int sizeBytes() {
    return padded(HEADER_BYTES + entry().length + payload().length);
  }

  static int sizeBytes(List<SegmentRecord> records) {
    return records.stream().mapToInt(SegmentRecord::sizeBytes).sum();
  }

  /// Writes this at the buffer's position, which is left behind the padding.
  void writeTo(ByteBuffer buffer) {
    int start = buffer.position();
    byte[] entry = entry();
    byte[] payload = payload();
    int length = HEADER_BYTES + entry.length + payload.length;
    buffer.putInt(length).putInt(0);
    buffer.putLong(index).putLong(term).putLong(committed);
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
            new Draft(entry, payload)));
  }

  private static int crc(ByteBuffer buffer, int start, int length) {
    var crc = new CRC32C();
    // Not a slice for each: a log writes hundreds of thousands a second.
    crc.update(buffer.array(), buffer.arrayOffset() + start + CRC_FROM, length - CRC_FROM);
    return (int) crc.getValue();
  }

  Batch.Item toItem() {
    return new Batch.Item(toBatchKind(), content);
  }

  private Batch.Kind toBatchKind() {
    return switch (kind) {
      case ENTRY -> Batch.Kind.ENTRY;
      case SEAL -> Batch.Kind.SEAL;
      case MARK -> throw new IllegalStateException("a mark is no entry");
    };
  }

  StoredEntry toStored() {
    return new StoredEntry(index, term, toBatchKind(), content.leaf(), entry(), payload());
  }
}
