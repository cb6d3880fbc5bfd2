package org.genogate.ledger.log;

import java.io.IOException;
import java.nio.file.Path;

/// A segment as a file that somebody else may have copied while it grew.
public final class SegmentFile {

  private SegmentFile() {}

  /// How much of the file is whole: its header and the records behind it, up to the first place
  /// where none is. What follows there is room, or was being written.
  ///
  /// @throws IOException if not even the header is there
  public static long wholeBytes(Path file) throws IOException {
    try (var input = new LocalDisk().openToRead(file)) {
      if (input.size() < Segment.HEADER_BYTES) {
        throw new IOException("a segment without a header: " + file.getFileName());
      }
      try (var scan = new SegmentScan(input, Segment.HEADER_BYTES)) {
        while (scan.next().isPresent()) {
          // Only where it ends counts.
        }
        return scan.position();
      }
    }
  }
}
