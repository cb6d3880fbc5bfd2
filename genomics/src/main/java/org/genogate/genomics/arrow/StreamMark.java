package org.genogate.genomics.arrow;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/// What stands at the end of a stream, whole or cut.
public final class StreamMark {
  private static final int CONTINUATION = 0xFFFFFFFF;

  /// A message of this many bytes is promised and never follows.
  private static final int PROMISED = 64;

  private StreamMark() {}

  /// Says that the stream is whole.
  public static byte[] end() {
    return marker(0);
  }

  /// Says that the stream was cut. No reader accepts what came before it.
  ///
  /// A stream that just stops between two batches is read as complete by pyarrow, polars and Arrow
  /// Java, which take the end of the bytes for the end of the stream. So a message is begun here
  /// that nothing finishes: write this, then break the transfer.
  public static byte[] abort() {
    return marker(PROMISED);
  }

  private static byte[] marker(int length) {
    return ByteBuffer.allocate(8)
        .order(ByteOrder.LITTLE_ENDIAN)
        .putInt(CONTINUATION)
        .putInt(length)
        .array();
  }
}
