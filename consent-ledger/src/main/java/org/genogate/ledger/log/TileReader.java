package org.genogate.ledger.log;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.genogate.ledger.merkle.Hash;
import org.genogate.ledger.merkle.SubtreeHashes;
import org.genogate.ledger.merkle.TreeFrontier;

/// Reads what is published. For any thread.
final class TileReader implements SubtreeHashes {

  private static final int LEVEL_BITS = 8;

  private final Disk disk;
  private final Path prefix;
  private final LongSupplier published;

  /// @param published the size of the newest published checkpoint, which only grows
  TileReader(Disk disk, Path prefix, LongSupplier published) {
    this.disk = disk;
    this.prefix = prefix;
    this.published = published;
  }

  /// The first `width` hashes of a tile; empty if no checkpoint covers them.
  Optional<byte[]> hashes(int level, long n, int width) throws IOException {
    if (level < 0) {
      return Optional.empty();
    }
    return read(level, n, width).map(tile -> Arrays.copyOf(tile, width * Hash.LENGTH_BYTES));
  }

  /// The first `width` entries of a bundle; empty if no checkpoint covers them.
  Optional<byte[]> entries(long n, int width) throws IOException {
    return read(TilePath.ENTRIES, n, width).map(bundle -> firstEntries(bundle, width));
  }

  private static byte[] firstEntries(byte[] bundle, int width) {
    var buffer = ByteBuffer.wrap(bundle);
    for (int i = 0; i < width; i++) {
      int length = Short.toUnsignedInt(buffer.getShort());
      buffer.position(buffer.position() + length);
    }
    return Arrays.copyOf(bundle, buffer.position());
  }

  /// Any tile that begins with what is asked will do: a narrower one is its beginning.
  private Optional<byte[]> read(int level, long n, int width) throws IOException {
    while (true) {
      long size = published.getAsLong();
      int available = TilePath.widthAt(size, level, n);
      if (width < 1 || width > available) {
        return Optional.empty();
      }
      var path = TilePath.of(prefix, level, n, available);
      try {
        return Optional.of(disk.read(path));
      } catch (NoSuchFileException e) {
        if (published.getAsLong() == size) {
          throw new CorruptLogException("a published tile is missing: " + path, e);
        }
        // A newer checkpoint has outlived this partial tile meanwhile: look again.
      }
    }
  }

  @Override
  public Hash at(int level, long index) throws IOException {
    int tileLevel = level / LEVEL_BITS;
    int within = level % LEVEL_BITS;
    int count = 1 << within;
    long first = index << within;
    int offset = (int) (first % TilePath.FULL);
    var tile =
        hashes(tileLevel, first / TilePath.FULL, offset + count)
            .orElseThrow(
                () -> new IllegalArgumentException("no checkpoint covers that part of the tree"));
    var frontier = new TreeFrontier();
    for (int i = offset; i < offset + count; i++) {
      int at = i * Hash.LENGTH_BYTES;
      frontier.append(Hash.of(Arrays.copyOfRange(tile, at, at + Hash.LENGTH_BYTES)));
    }
    return frontier.root();
  }
}
