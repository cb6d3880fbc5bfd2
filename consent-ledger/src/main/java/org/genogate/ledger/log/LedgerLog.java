package org.genogate.ledger.log;

import java.io.Closeable;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.genogate.ledger.checkpoint.SignedNote;
import org.genogate.ledger.checkpoint.TlogProof;
import org.genogate.ledger.merkle.ConsistencyProof;
import org.genogate.ledger.merkle.InclusionProof;

/// One node's log: opened and recovered, replayed by its owner, then started.
///
/// What is asked of it may be asked by any thread, whether it runs, has failed or is closed.
public final class LedgerLog implements AutoCloseable {

  private final Closeable lock;
  private final Journal journal;
  private final Publisher publisher;
  private final TileReader tiles;
  private final SealWaiters waiters;
  private final SoloAppender appender;

  private LedgerLog(
      Closeable lock,
      Journal journal,
      Publisher publisher,
      TileReader tiles,
      SealWaiters waiters,
      SoloAppender appender) {
    this.lock = lock;
    this.journal = journal;
    this.publisher = publisher;
    this.tiles = tiles;
    this.waiters = waiters;
    this.appender = appender;
  }

  /// Recovers the log in `settings`' directory, or makes an empty one: cuts a torn tail, writes
  /// again what is missing of tiles and checkpoints, publishes what was sealed but not published.
  /// Reads every entry once. Calls no rule: the owner replays with [#replay] before it calls
  /// [#start].
  ///
  /// @throws CorruptLogException if anything but a torn tail is wrong, naming segment and offset
  /// @throws IOException if the directory cannot be used, or another process has it
  public static LedgerLog open(LogSettings settings, EntryRules rules) throws IOException {
    return open(settings, rules, new LocalDisk());
  }

  static LedgerLog open(LogSettings settings, EntryRules rules, Disk disk) throws IOException {
    var directory = settings.directory().toAbsolutePath();
    disk.createDirectories(directory);
    var lock = disk.lock(directory.resolve("lock"));
    var journal =
        new Journal(
            disk, directory.resolve("segments"), settings.origin(), settings.segmentBytes());
    try {
      var derived = directory.resolve("tiles");
      var publisher = new Publisher(disk, derived, settings.origin(), settings.key(), journal);
      var sequencer = new Sequencer(journal, rules, publisher.recover());
      var waiters = new SealWaiters();
      waiters.covered(publisher.size());
      var appender = new SoloAppender(settings, sequencer, publisher, waiters, rules);
      var tiles = new TileReader(disk, derived, publisher::size);
      return new LedgerLog(lock, journal, publisher, tiles, waiters, appender);
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

  /// Begins to accept drafts and to seal.
  public void start() {
    appender.start();
  }

  public Appender appender() {
    return appender;
  }

  /// Whether drafts are taken: false before the start, after a failure, and once closed.
  public boolean isAccepting() {
    return appender.isRunning();
  }

  /// How many entries are committed.
  public long size() {
    return journal.size();
  }

  /// The size of the newest published checkpoint, 0 if there is none.
  public long sealedSize() {
    return publisher.size();
  }

  /// Hands every committed entry from `fromIndex` on to `each`, in log order.
  ///
  /// @throws CorruptLogException if a record is damaged, naming segment and offset
  public void replay(long fromIndex, Consumer<StoredEntry> each) throws IOException {
    journal.forEach(fromIndex, journal.size(), record -> each.accept(record.toStored()));
  }

  /// @throws IllegalArgumentException if `index` is not below `size()`
  /// @throws CorruptLogException if the record is damaged, naming segment and offset
  public StoredEntry read(long index) throws IOException {
    return journal.read(index);
  }

  /// The newest published checkpoint.
  public Optional<SignedNote> checkpoint() {
    return publisher.newest();
  }

  /// The checkpoint that was published at `size`.
  public Optional<SignedNote> checkpoint(long size) throws IOException {
    return publisher.checkpoints().at(size);
  }

  /// The sizes of all published checkpoints, ascending.
  public List<Long> checkpointSizes() {
    return publisher.checkpoints().sizes();
  }

  /// The first `width` hashes of a tile, 32 bytes each; empty if no checkpoint covers them yet.
  ///
  /// @param level 0 to 63, leaves at 0
  /// @param width 1 to 256
  public Optional<byte[]> hashTile(int level, long n, int width) throws IOException {
    return tiles.hashes(level, n, width);
  }

  /// The first `width` entries of a bundle of 256, each behind its 16-bit length; empty if no
  /// checkpoint covers them yet.
  public Optional<byte[]> entryBundle(long n, int width) throws IOException {
    return tiles.entries(n, width);
  }

  /// @throws IllegalArgumentException if not `index < size <= sealedSize()`
  public InclusionProof inclusion(long index, long size) throws IOException {
    wantSealed(size);
    return InclusionProof.of(index, size, tiles);
  }

  /// @throws IllegalArgumentException if not `oldSize <= newSize <= sealedSize()`
  public ConsistencyProof consistency(long oldSize, long newSize) throws IOException {
    wantSealed(newSize);
    return ConsistencyProof.of(oldSize, newSize, tiles);
  }

  private void wantSealed(long size) {
    if (size > sealedSize()) {
      throw new IllegalArgumentException(
          "a size up to " + sealedSize() + " is wanted, not " + size);
    }
  }

  /// The offline proof of an entry under the newest checkpoint; empty if it is not sealed yet.
  public Optional<TlogProof> proof(long index) throws IOException {
    var newest = publisher.published();
    if (newest.isEmpty() || index >= newest.get().size()) {
      return Optional.empty();
    }
    var path = InclusionProof.of(index, newest.get().size(), tiles).path();
    return Optional.of(new TlogProof(index, path, newest.get().note()));
  }

  /// Completes with the size of a published checkpoint once that covers `index`; fails with
  /// [AppendFailedException] if the log stops before.
  public CompletableFuture<Long> sealed(long index) {
    return waiters.waitFor(index);
  }

  /// Seals now if there is news. Completes with the size of a checkpoint that covers everything
  /// committed before the call, 0 if the log is empty.
  public CompletableFuture<Long> seal() {
    long size = journal.size();
    if (size == 0) {
      return CompletableFuture.completedFuture(0L);
    }
    appender.wantSeal();
    return waiters.waitFor(size - 1);
  }

  /// Commits and seals what waits, then lets go of the directory.
  @Override
  public void close() throws IOException {
    appender.close();
    try {
      journal.close();
    } finally {
      lock.close();
    }
  }
}
