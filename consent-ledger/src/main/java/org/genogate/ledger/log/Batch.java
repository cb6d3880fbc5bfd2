package org.genogate.ledger.log;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Entries that are ordered, written and made durable together, each with its sealed payload.
///
/// As bytes, big-endian: how many items (4), then for each its kind (2), the length of the entry
/// (2), the length of the payload (4), entry, payload.
public final class Batch {

  private static final int COUNT_BYTES = 4;
  private static final int HEAD_BYTES = 8;
  private static final byte[] NO_PAYLOAD = new byte[0];

  /// What the log itself has to tell apart.
  public enum Kind {
    ENTRY(1),
    /// The last entry under a checkpoint.
    SEAL(2);

    private final short code;

    Kind(int code) {
      this.code = (short) code;
    }

    short code() {
      return code;
    }

    static Optional<Kind> of(short code) {
      return switch (code) {
        case 1 -> Optional.of(ENTRY);
        case 2 -> Optional.of(SEAL);
        default -> Optional.empty();
      };
    }
  }

  /// One entry.
  public record Item(Kind kind, Draft draft) {
    int sizeBytes() {
      return HEAD_BYTES + draft.entry().length + draft.payload().length;
    }
  }

  private final List<Item> items;
  private final int sizeBytes;

  public Batch(List<Item> items) {
    this.items = List.copyOf(items);
    this.sizeBytes = COUNT_BYTES + items.stream().mapToInt(Item::sizeBytes).sum();
  }

  public List<Item> items() {
    return items;
  }

  public int count() {
    return items.size();
  }

  /// Counted once: each batch is measured some six times on its way.
  public int sizeBytes() {
    return sizeBytes;
  }

  public void writeTo(ByteBuffer buffer) {
    buffer.putInt(items.size());
    for (var item : items) {
      var draft = item.draft();
      buffer.putShort(item.kind().code).putShort((short) draft.entry().length);
      buffer.putInt(draft.payload().length).put(draft.entry()).put(draft.payload());
    }
  }

  /// Reads what [#writeTo] wrote, from bytes that a peer may have made up.
  ///
  /// @throws IllegalArgumentException if it is not a batch
  public static Batch readFrom(ByteBuffer buffer) {
    try {
      int count = buffer.getInt();
      if (count < 0 || count > buffer.remaining() / HEAD_BYTES) {
        throw new IllegalArgumentException("a batch that announces more items than it has bytes");
      }
      var items = new ArrayList<Item>(count);
      for (int i = 0; i < count; i++) {
        items.add(readItem(buffer));
      }
      return new Batch(items);
    } catch (BufferUnderflowException e) {
      throw new IllegalArgumentException("a batch that is cut short", e);
    }
  }

  private static Item readItem(ByteBuffer buffer) {
    var kind = Kind.of(buffer.getShort());
    int entryBytes = Short.toUnsignedInt(buffer.getShort());
    int payloadBytes = buffer.getInt();
    if (kind.isEmpty()
        || payloadBytes < 0
        || payloadBytes > Draft.MOST_PAYLOAD_BYTES
        || entryBytes + payloadBytes > buffer.remaining()) {
      throw new IllegalArgumentException("a batch with a malformed item");
    }
    byte[] entry = new byte[entryBytes];
    byte[] payload = payloadBytes == 0 ? NO_PAYLOAD : new byte[payloadBytes];
    buffer.get(entry).get(payload);
    return new Item(kind.get(), new Draft(entry, payload));
  }
}
