package org.genogate.ledger.log;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;

/// The directory of a log, locked and recovered: its journal, and what is derived from that.
///
/// @param lock keeps other processes out
/// @param recovered what was found when it was opened
record LogFolder(
    Closeable lock,
    Journal journal,
    Publisher publisher,
    TileReader tiles,
    Publisher.Recovered recovered)
    implements Closeable {

  private static final String LOCK = "lock";
  private static final String SEGMENTS = "segments";
  private static final String TILES = "tiles";
  private static final String ORDERING = "ordering";

  /// @throws CorruptLogException if anything but a torn tail is wrong, naming segment and offset
  /// @throws IOException if the directory cannot be used, or another process has it
  static LogFolder open(LogSettings settings, Disk disk) throws IOException {
    var directory = settings.directory().toAbsolutePath();
    disk.createDirectories(directory);
    var lock = disk.lock(directory.resolve(LOCK));
    var journal = new Journal(disk, directory, settings.origin(), settings.segmentBytes());
    try {
      var derived = directory.resolve(TILES);
      var publisher = new Publisher(disk, derived, settings.origin(), settings.key(), journal);
      var tiles = new TileReader(disk, derived, publisher::size);
      return new LogFolder(lock, journal, publisher, tiles, publisher.recover());
    } catch (IOException | RuntimeException e) {
      closeAfter(e, journal);
      closeAfter(e, lock);
      throw e;
    }
  }

  private static void closeAfter(Exception failure, Closeable opened) {
    try {
      opened.close();
    } catch (IOException e) {
      failure.addSuppressed(e);
    }
  }

  /// Moves all but the `promises` into a folder of their own beside it.
  ///
  /// @return where it lies now
  static Path setAside(LogSettings settings, Set<String> promises, Disk disk) throws IOException {
    var directory = settings.directory().toAbsolutePath();
    try (var _ = disk.lock(directory.resolve(LOCK))) {
      int number = 1;
      while (disk.exists(directory.resolve("damaged-" + number))) {
        number++;
      }
      var aside = directory.resolve("damaged-" + number);
      disk.createDirectories(aside);
      for (String part : List.of(SEGMENTS, TILES)) {
        if (disk.exists(directory.resolve(part))) {
          disk.rename(directory.resolve(part), aside.resolve(part));
        }
      }
      for (String kept : disk.list(directory.resolve(ORDERING))) {
        if (!promises.contains(kept)) {
          disk.rename(directory.resolve(ORDERING).resolve(kept), aside.resolve(kept));
        }
      }
      disk.forceDirectory(directory.resolve(ORDERING));
      disk.forceDirectory(directory);
      return aside;
    }
  }

  @Override
  public void close() throws IOException {
    try {
      journal.close();
    } finally {
      lock.close();
    }
  }
}
