package org.genogate.cluster.ordering;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/// Tells the messages of one log from those of another on the same links.
final class Group {

  private Group() {}

  /// The first eight bytes of the name's SHA-256: against mistakes, not against malice, which the
  /// links keep out.
  static long tag(String group) {
    try {
      var hash = MessageDigest.getInstance("SHA-256");
      return ByteBuffer.wrap(hash.digest(group.getBytes(StandardCharsets.UTF_8))).getLong();
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
