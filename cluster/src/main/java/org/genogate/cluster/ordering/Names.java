package org.genogate.cluster.ordering;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.genogate.ledger.event.ValidatorName;

/// Names of nodes as bytes: how many (1), then for each its length (1) and its ASCII.
final class Names {

  /// More than any quorum that is still quick.
  static final int MOST = 100;

  private Names() {}

  static int bytes(List<ValidatorName> names) {
    return 1 + names.stream().mapToInt(name -> 1 + name.value().length()).sum();
  }

  static void write(ByteBuffer buffer, List<ValidatorName> names) {
    if (names.size() > MOST) {
      throw new IllegalArgumentException("at most 100 nodes, not " + names.size());
    }
    buffer.put((byte) names.size());
    for (var name : names) {
      byte[] ascii = name.value().getBytes(StandardCharsets.US_ASCII);
      buffer.put((byte) ascii.length).put(ascii);
    }
  }

  /// @throws IllegalArgumentException if it is not what [#write] wrote
  static List<ValidatorName> read(ByteBuffer buffer) {
    try {
      int count = Byte.toUnsignedInt(buffer.get());
      if (count > MOST) {
        throw new IllegalArgumentException("at most 100 nodes, not " + count);
      }
      var names = new ArrayList<ValidatorName>(count);
      for (int i = 0; i < count; i++) {
        byte[] ascii = new byte[Byte.toUnsignedInt(buffer.get())];
        buffer.get(ascii);
        names.add(new ValidatorName(new String(ascii, StandardCharsets.US_ASCII)));
      }
      return List.copyOf(names);
    } catch (BufferUnderflowException e) {
      throw new IllegalArgumentException("names that are cut short", e);
    }
  }
}
