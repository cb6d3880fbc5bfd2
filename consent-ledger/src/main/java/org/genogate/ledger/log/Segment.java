package org.genogate.ledger.log;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Arrays;
import org.genogate.ledger.merkle.Hash;

/// One file of consecutive records, and where in it each entry ends.
///
/// The file begins with 32 bytes: a magic number with the format's version, the index of its first
/// entry, and the first 16 bytes of the SHA-256 of the log's origin, so that the file of another
/// log is not taken for one of ours.
final class Segment {

  static final int HEADER_BYTES = 32;

  /// "GGLOG" and version 2, which brought marks.
  private static final long MAGIC = 0x47474C4F47000002L;

  private static final int ORIGIN_BYTES = 16;
  private static final String SUFFIX = ".segment";

  private final long firstIndex;
  private final Path path;
  private volatile int[] ends = new int[64];
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

  /// Notes the next entry, which ends before `end`. Readers see it once the log's size does.
  void add(long end) {
    var known = ends;
    if (count == known.length) {
      known = Arrays.copyOf(known, 2 * count);
    }
    known[count++] = Math.toIntExact(end);
    ends = known;
  }

  /// Forgets all entries but those below `index`.
  void cut(long index) {
    count = (int) (index - firstIndex);
  }

  boolean hasEntries() {
    return count > 0;
  }

  long firstIndex() {
    return firstIndex;
  }

  /// Where the entry begins, or the marks before it.
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
