package org.genogate.genomics.arrow;

import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;
import java.util.Arrays;

/// Gathers what Arrow writes. Arrow's own route over an `OutputStream` copies in pieces of 8 KiB.
final class CollectingChannel implements WritableByteChannel {
  private byte[] bytes = new byte[16 * 1024];
  private int size;

  @Override
  public int write(ByteBuffer from) {
    int length = from.remaining();
    if (bytes.length - size < length) {
      bytes = Arrays.copyOf(bytes, Math.max(size + length, bytes.length * 2));
    }
    from.get(bytes, size, length);
    size += length;
    return length;
  }

  /// What was written since the last call; the memory is kept for the next.
  byte[] take() {
    byte[] taken = Arrays.copyOf(bytes, size);
    size = 0;
    return taken;
  }

  @Override
  public boolean isOpen() {
    return true;
  }

  @Override
  public void close() {
    // Nothing to let go of.
  }
}
