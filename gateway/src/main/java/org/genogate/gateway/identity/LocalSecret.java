package org.genogate.gateway.identity;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;

/// What makes whoever can read the data folder its custodian, for one run of a gateway. Prints
/// nothing of itself.
public final class LocalSecret {

  /// The id under which what it did is recorded.
  public static final String ID = "local";

  private final String text;

  /// @param text random, and as a bearer token may be written
  public LocalSecret(String text) {
    if (text.length() < 32) {
      throw new IllegalArgumentException("a secret is at least 32 characters");
    }
    this.text = text;
  }

  /// Takes the same time whatever differs.
  public boolean matches(String bearer) {
    return MessageDigest.isEqual(text.getBytes(UTF_8), bearer.getBytes(UTF_8));
  }

  public String text() {
    return text;
  }

  @Override
  public String toString() {
    return "the local secret";
  }
}
