package org.genogate.ledger.merkle;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;

/// A SHA-256 digest: 32 bytes, compared by value.
public final class Hash {

  public static final int LENGTH_BYTES = 32;

  // RFC 6962 §2.1: the prefix keeps a leaf from being passed off as an interior node.
  private static final byte LEAF_PREFIX = 0x00;
  private static final byte NODE_PREFIX = 0x01;

  /// Only ever cloned: asking the providers each time costs up to half of the hash of a leaf.
  private static final MessageDigest FRESH = fresh();

  private final byte[] bytes;

  private Hash(byte[] bytes) {
    this.bytes = bytes;
  }

  /// The hash that `bytes` spell.
  ///
  /// @throws IllegalArgumentException if `bytes` is not 32 bytes long
  public static Hash of(byte[] bytes) {
    if (bytes.length != LENGTH_BYTES) {
      throw new IllegalArgumentException(
          "a hash is %d bytes, not %d".formatted(LENGTH_BYTES, bytes.length));
    }
    return new Hash(bytes.clone());
  }

  /// The hash of one log entry.
  public static Hash leaf(byte[] entry) {
    var digest = sha256();
    digest.update(LEAF_PREFIX);
    return new Hash(digest.digest(entry));
  }

  /// The hash of the node above `left` and `right`.
  public static Hash node(Hash left, Hash right) {
    var digest = sha256();
    digest.update(NODE_PREFIX);
    digest.update(left.bytes);
    return new Hash(digest.digest(right.bytes));
  }

  /// The hash of a tree with no entries.
  public static Hash empty() {
    return new Hash(sha256().digest());
  }

  /// 32 zero bytes: stands for "none" where a hash is expected. Nothing hashes to it.
  public static Hash zero() {
    return new Hash(new byte[LENGTH_BYTES]);
  }

  /// The plain SHA-256 of `parts`, one after the other, without a tree prefix.
  public static Hash sha256(byte[]... parts) {
    var digest = sha256();
    for (byte[] part : parts) {
      digest.update(part);
    }
    return new Hash(digest.digest());
  }

  public byte[] toBytes() {
    return bytes.clone();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Hash that && Arrays.equals(bytes, that.bytes);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(bytes);
  }

  @Override
  public String toString() {
    return HexFormat.of().formatHex(bytes);
  }

  private static MessageDigest fresh() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every Java platform has SHA-256", e);
    }
  }

  private static MessageDigest sha256() {
    try {
      return (MessageDigest) FRESH.clone();
    } catch (CloneNotSupportedException e) {
      return fresh();
    }
  }
}
