package org.genogate.ledger.vault;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.nio.ByteBuffer;
import java.security.SecureRandom;

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

  int lengthBytes() {
    return 1 + name.text().length() + SEALED_BYTES;
  }

  void write(ByteBuffer out) {
    var text = name.text().getBytes(US_ASCII);
    out.put((byte) text.length).put(text).put(sealed);
  }

  /// @throws java.nio.BufferUnderflowException if `in` ends before
  /// @throws IllegalArgumentException if no key has such a name
  static WrappedKey read(ByteBuffer in) {
    var name = new byte[Byte.toUnsignedInt(in.get())];
    in.get(name);
    var sealed = new byte[SEALED_BYTES];
    in.get(sealed);
    return new WrappedKey(new KeyName(new String(name, US_ASCII)), sealed);
  }
}
