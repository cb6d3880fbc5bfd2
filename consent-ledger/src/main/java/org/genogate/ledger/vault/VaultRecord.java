package org.genogate.ledger.vault;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.genogate.ledger.merkle.Hash;

/// What is written to the vault's file at once: keys that came, and tombstones of keys that went.
///
/// One item after the other, each begun by its kind: 1 and a wrapped key, or 2 and the 32 bytes of
/// a tombstone.
record VaultRecord(List<WrappedKey> keys, List<Tombstone> tombstones) {

  private static final byte KEY = 1;
  private static final byte TOMBSTONE = 2;

  VaultRecord {
    keys = List.copyOf(keys);
    tombstones = List.copyOf(tombstones);
  }

  static VaultRecord ofKeys(Collection<WrappedKey> keys) {
    return new VaultRecord(List.copyOf(keys), List.of());
  }

  static VaultRecord ofTombstones(Collection<Tombstone> tombstones) {
    return new VaultRecord(List.of(), List.copyOf(tombstones));
  }

  byte[] encode() {
    int length = keys.stream().mapToInt(key -> 1 + key.lengthBytes()).sum();
    var out = ByteBuffer.allocate(length + tombstones.size() * (1 + Hash.LENGTH_BYTES));
    for (var key : keys) {
      key.write(out.put(KEY));
    }
    for (var tombstone : tombstones) {
      out.put(TOMBSTONE).put(tombstone.name().toBytes());
    }
    return out.array();
  }

  static VaultRecord decode(byte[] content) throws CorruptVaultException {
    var in = ByteBuffer.wrap(content);
    var keys = new ArrayList<WrappedKey>();
    var tombstones = new ArrayList<Tombstone>();
    try {
      while (in.hasRemaining()) {
        byte kind = in.get();
        switch (kind) {
          case KEY -> keys.add(WrappedKey.read(in));
          case TOMBSTONE -> {
            var hash = new byte[Hash.LENGTH_BYTES];
            in.get(hash);
            tombstones.add(new Tombstone(Hash.of(hash)));
          }
          default -> throw new CorruptVaultException("a record of the vault has an item " + kind);
        }
      }
    } catch (BufferUnderflowException | IllegalArgumentException e) {
      throw new CorruptVaultException("a record of the vault ends within an item");
    }
    return new VaultRecord(keys, tombstones);
  }
}
