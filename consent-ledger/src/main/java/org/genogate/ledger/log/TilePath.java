package org.genogate.ledger.log;

import java.nio.file.Path;

/// Where tiles lie, on disk and over HTTP.
///
/// Spec: [tlog-tiles](https://c2sp.org/tlog-tiles)
public final class TilePath {

  /// How many hashes or entries a full tile holds.
  public static final int FULL = 256;

  /// Stands for the level of entry bundles, whose tiles are as wide as those of level 0.
  public static final int ENTRIES = -1;

  private static final int BITS_A_LEVEL = 8;

  private TilePath() {}

  /// @param width up to 256; below that it is a partial tile
  public static Path of(Path prefix, int level, long n, int width) {
    var full = full(prefix, level, n);
    return width == FULL ? full : partials(full).resolve(Integer.toString(width));
  }

  static Path full(Path prefix, int level, long n) {
    var path = prefix.resolve("tile").resolve(level == ENTRIES ? "entries" : "" + level);
    // Groups of three digits, all but the last marked with an x: 1234067 is x001/x234/067.
    var groups = "%03d".formatted(n % 1000);
    for (long rest = n / 1000; rest > 0; rest /= 1000) {
      groups = "x%03d/".formatted(rest % 1000) + groups;
    }
    return path.resolve(groups);
  }

  /// The directory of a tile's partial forms.
  static Path partials(Path full) {
    return full.resolveSibling(full.getFileName() + ".p");
  }

  /// How wide tile `n` of a level is in a log of `size` entries, 0 if it does not exist.
  static int widthAt(long size, int level, long n) {
    int shift = Math.max(level, 0) * BITS_A_LEVEL;
    if (shift >= Long.SIZE || n < 0 || n > (Long.MAX_VALUE - FULL) / FULL) {
      return 0;
    }
    return Math.clamp((size >>> shift) - n * FULL, 0, FULL);
  }
}
