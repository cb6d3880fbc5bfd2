package org.genogate.ledger.checkpoint;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;

/// What a post-quantum cosigner signs: who it is, when, and which part of which tree it saw.
///
/// The whole tree, here: a subtree that begins at 0 and ends at the checkpoint's size.
///
/// Spec: [tlog-cosignature](https://c2sp.org/tlog-cosignature)
final class Subtree {

  private static final byte[] LABEL = "subtree/v1\n\0".getBytes(US_ASCII);

  /// A length is one byte.
  private static final int MOST_NAME_BYTES = 255;

  private Subtree() {}

  static boolean isTooLong(String name) {
    return name.getBytes(UTF_8).length > MOST_NAME_BYTES;
  }

  /// @param time seconds since 1970
  /// @throws InvalidNoteException if the log's name is over 255 bytes
  static byte[] message(String cosigner, long time, Checkpoint seen) throws InvalidNoteException {
    if (isTooLong(seen.origin())) {
      throw new InvalidNoteException("an origin that is cosigned is at most 255 bytes");
    }
    byte[] name = cosigner.getBytes(UTF_8);
    byte[] origin = seen.origin().getBytes(UTF_8);
    byte[] root = seen.root().toBytes();
    int length = LABEL.length + 2 + name.length + origin.length + 3 * Long.BYTES + root.length;
    return ByteBuffer.allocate(length)
        .put(LABEL)
        .put((byte) name.length)
        .put(name)
        .putLong(time)
        .put((byte) origin.length)
        .put(origin)
        .putLong(0)
        .putLong(seen.size())
        .put(root)
        .array();
  }
}
