package org.genogate.ledger.log;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Arrays;
import org.genogate.ledger.merkle.Hash;

/// One file of consecutive records, and where in it each record begins.
///
/// The file begins with 32 bytes: a magic number with the format's version, the index of its first
/// record, and the first 16 bytes of the SHA-256 of the log's origin, so that the file of another
/// log is not taken for one of ours.
final class Segment {

  static final int HEADER_BYTES = 32;

  /// "GGLOG" and version 1.
  private static final long MAGIC = 0x47474C4F47000001L;

  private static final int ORIGIN_BYTES = 16;
  private static final String SUFFIX = ".segment";

  private final long firstIndex;
  private final Path path;
  private int[] ends = new int[64];
  private int count;

  Segment(long firstIndex, Path path) {
    this.firstIndex = firstIndex;
    this.path = path;
  }

  /// The index of the first record, in 19 digits, so that names sort as numbers do.
  static String name(long firstIndex) {
    return "%019d".formatted(firstIndex) + SUFFIX;
  }

  static boolean isName(String name) {
    return name.matches("\\d{19}\\" + SUFFIX);
  }

  static long firstIndex(String name) {
    return Long.parseLong(name.substring(0, name.length() - SUFFIX.length()));
  }

  static byte[] header(long firstIndex, String origin) {
    byte[] log = Hash.sha256(origin.getBytes(UTF_8)).toBytes();
    return ByteBuffer.allocate(HEADER_BYTES)
        .putLong(MAGIC)
        .putLong(firstIndex)
        .put(log, 0, ORIGIN_BYTES)
        .array();
  }

  void verifyHeader(Disk.Input file, String origin) throws IOException {
    if (file.size() < HEADER_BYTES) {
      throw damaged(0, "the header is missing");
    }
    var found = ByteBuffer.allocate(HEADER_BYTES);
    file.read(0, found);
    if (!Arrays.equals(found.array(), header(firstIndex, origin))) {
      throw damaged(0, "the header is not of this log, version and place");
    }
  }

  /// Notes the next record, which ends before `end`. Readers see it once the journal's size does.
  void add(long end) {
    if (count == ends.length) {
      ends = Arrays.copyOf(ends, 2 * count);
    }
    ends[count++] = Math.toIntExact(end);
  }

  long firstIndex() {
    return firstIndex;
  }

  int offsetOf(long index) {
    return index == firstIndex ? HEADER_BYTES : endOf(index - 1);
  }

  int endOf(long index) {
    return ends[(int) (index - firstIndex)];
  }

  Path path() {
    return path;
  }

  CorruptLogException damaged(long offset, String what) {
    return new CorruptLogException(path.getFileName() + " at offset " + offset + ": " + what);
  }
}
