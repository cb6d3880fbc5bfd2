package org.genogate.cluster.key;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.genogate.ledger.cbor.CborReader;
import org.genogate.ledger.cbor.CborWriter;
import org.genogate.ledger.cbor.MalformedCborException;
import org.genogate.ledger.merkle.Hash;
import org.genogate.ledger.vault.KeyName;
import org.genogate.ledger.vault.Tombstone;

/// What nodes say to one another about keys.
///
/// As bytes: the version, 1, then a CBOR array that begins with the message's number.
sealed interface KeyMessage {

  /// In one message, so that it stays small.
  int MOST_NAMES = 500;

  int MOST_TOMBSTONES = 1_000;

  /// Above any message with as many names or keys as that.
  int MOST_BYTES = 128 * 1024;

  byte VERSION = 1;

  /// Keys, wrapped for the receiver.
  ///
  /// @param id to be acknowledged; 0 if that is not asked for
  @SuppressWarnings(
      "ArrayRecordComponent") // Travels from the vault to the link and is not compared.
  record Offer(long id, byte[] wrapped) implements KeyMessage {}

  /// What an offer held is durable, or refused for good.
  record Acknowledged(long id) implements KeyMessage {}

  /// Asks for keys.
  record Want(List<KeyName> names) implements KeyMessage {
    public Want {
      names = List.copyOf(names);
    }
  }

  /// The hash of all tombstones, in order.
  record Digest(Hash value) implements KeyMessage {}

  /// Some tombstones.
  record Graves(List<Tombstone> tombstones) implements KeyMessage {
    public Graves {
      tombstones = List.copyOf(tombstones);
    }
  }

  default byte[] encode() {
    var writer = new CborWriter();
    switch (this) {
      case Offer(var id, var wrapped) -> writer.array(3).unsigned(1).unsigned(id).bytes(wrapped);
      case Acknowledged(var id) -> writer.array(2).unsigned(2).unsigned(id);
      case Want(var names) -> {
        writer.array(1 + names.size()).unsigned(3);
        names.forEach(name -> writer.text(name.text()));
      }
      case Digest(var value) -> writer.array(2).unsigned(4).bytes(value.toBytes());
      case Graves(var tombstones) -> {
        writer.array(1 + tombstones.size()).unsigned(5);
        tombstones.forEach(tombstone -> writer.bytes(tombstone.name().toBytes()));
      }
    }
    var body = writer.toBytes();
    return ByteBuffer.allocate(1 + body.length).put(VERSION).put(body).array();
  }

  /// @return empty for anything that [#encode] does not write
  static Optional<KeyMessage> decode(byte[] bytes) {
    if (bytes.length == 0 || bytes.length > MOST_BYTES || bytes[0] != VERSION) {
      return Optional.empty();
    }
    try {
      var reader = new CborReader(Arrays.copyOfRange(bytes, 1, bytes.length));
      var message = read(reader, reader.array());
      reader.end();
      return Optional.of(message);
    } catch (MalformedCborException | IllegalArgumentException _) {
      return Optional.empty();
    }
  }

  private static KeyMessage read(CborReader reader, int elements) throws MalformedCborException {
    if (elements == 0) {
      throw new MalformedCborException("a message has a number");
    }
    return switch (reader.unsignedInt()) {
      case 1 -> new Offer(reader.unsigned(), reader.bytes());
      case 2 -> new Acknowledged(reader.unsigned());
      case 3 -> new Want(names(reader, elements - 1));
      case 4 -> new Digest(Hash.of(reader.bytes(Hash.LENGTH_BYTES)));
      case 5 -> new Graves(tombstones(reader, elements - 1));
      default -> throw new MalformedCborException("no message has this number");
    };
  }

  private static List<KeyName> names(CborReader reader, int count) throws MalformedCborException {
    requireAtMost(MOST_NAMES, count);
    var names = new ArrayList<KeyName>(count);
    for (int i = 0; i < count; i++) {
      names.add(new KeyName(reader.text()));
    }
    return names;
  }

  private static List<Tombstone> tombstones(CborReader reader, int count)
      throws MalformedCborException {
    requireAtMost(MOST_TOMBSTONES, count);
    var tombstones = new ArrayList<Tombstone>(count);
    for (int i = 0; i < count; i++) {
      tombstones.add(new Tombstone(Hash.of(reader.bytes(Hash.LENGTH_BYTES))));
    }
    return tombstones;
  }

  private static void requireAtMost(int most, int count) throws MalformedCborException {
    if (count > most) {
      throw new MalformedCborException("at most %d items, not %d".formatted(most, count));
    }
  }
}
