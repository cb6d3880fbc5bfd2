package org.genogate.ledger.key;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/// SHA-256 from the JDK, which is six times faster at it than Bouncy Castle.
final class Digests {

  private Digests() {}

  static byte[] sha256(byte[]... parts) {
    try {
      var digest = MessageDigest.getInstance("SHA-256");
      for (byte[] part : parts) {
        digest.update(part);
      }
      return digest.digest();
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every Java platform has SHA-256", e);
    }
  }
}
