package org.genogate.ledger.vault;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;

/// One key as it lies in the file, closed by the master key.
///
/// Laid out as the name's length in one byte, the name, and 60 bytes: nonce, key, tag.
final class WrappedKey {

  private static final int SEALED_BYTES = SealingKey.LENGTH_BYTES + SealingKey.OVERHEAD_BYTES;
  private static final String DOMAIN = "genogate/vault/wrap\0";

  private final KeyName name;
  private final byte[] sealed;

  private WrappedKey(KeyName name, byte[] sealed) {
    this.name = name;
    this.sealed = sealed;
  }

  static WrappedKey of(KeyName name, byte[] key, SealingKey master, SecureRandom random) {
    return new WrappedKey(name, master.seal(key, context(name), random));
  }

  KeyName name() {
    return name;
  }

  /// @throws CorruptVaultException if another master key closed it, or another name
  byte[] unwrap(SealingKey master) throws CorruptVaultException {
    return master
        .open(sealed, context(name))
        .orElseThrow(
            () -> new CorruptVaultException("the master key does not open the vault's keys"));
  }

  private static byte[] context(KeyName name) {
    return (DOMAIN + name.text()).getBytes(US_ASCII);
  }

  static byte[] encode(List<WrappedKey> keys) {
    int length = keys.stream().mapToInt(key -> 1 + key.name.text().length() + SEALED_BYTES).sum();
    var out = ByteBuffer.allocate(length);
    for (var key : keys) {
      var name = key.name.text().getBytes(US_ASCII);
      out.put((byte) name.length).put(name).put(key.sealed);
    }
    return out.array();
  }

  static List<WrappedKey> decode(byte[] record) throws CorruptVaultException {
    var in = ByteBuffer.wrap(record);
    var keys = new ArrayList<WrappedKey>();
    try {
      while (in.hasRemaining()) {
        var name = new byte[Byte.toUnsignedInt(in.get())];
        in.get(name);
        var sealed = new byte[SEALED_BYTES];
        in.get(sealed);
        keys.add(new WrappedKey(new KeyName(new String(name, US_ASCII)), sealed));
      }
    } catch (BufferUnderflowException e) {
      throw new CorruptVaultException("a record of the vault ends within a key");
    }
    return keys;
  }
}
