package org.genogate.gateway.portal;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;

/// Random words that open something, and the digests by which they are remembered.
final class Secrets {

  /// 256 bits: nobody guesses one, so attempts need not be counted.
  private static final int BYTES = 32;

  private Secrets() {}

  /// 43 characters of URL-safe base64.
  static String draw(SecureRandom random) {
    byte[] secret = new byte[BYTES];
    random.nextBytes(secret);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(secret);
  }

  static byte[] digest(String secret) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(secret.getBytes(StandardCharsets.UTF_8));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  static String hexDigest(String secret) {
    return HexFormat.of().formatHex(digest(secret));
  }
}
