package org.genogate.ledger.log;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.LongConsumer;
import org.genogate.ledger.checkpoint.SignedNote;
import org.genogate.ledger.checkpoint.TlogProof;
import org.genogate.ledger.checkpoint.VerifierKey;
import org.genogate.ledger.merkle.ConsistencyProof;
import org.genogate.ledger.merkle.Hash;
import org.genogate.ledger.merkle.InclusionProof;
import org.genogate.ledger.merkle.SubtreeHashes;
import org.jspecify.annotations.Nullable;

/// One node's log: opened and recovered, replayed by its owner, then started.
///
/// What is asked of it may be asked by any thread, whether it runs, has failed or is closed.
public final class LedgerLog implements AutoCloseable {

  private final LogSettings settings;
  private final EntryRules rules;
  private final LogFolder folder;
  private final Journal journal;
  private final Publisher publisher;
  private final TileReader tiles;
  private final RunningLog.Waiting waiting = new RunningLog.Waiting(new Waiters(), new Waiters());

  private volatile @Nullable RunningLog running;

  private LedgerLog(LogSettings settings, EntryRules rules, LogFolder folder) {
    this.settings = settings;
    this.rules = rules;
    this.folder = folder;
    this.journal = folder.journal();
    this.publisher = folder.publisher();
    this.tiles = folder.tiles();
    waiting.sealed().covered(publisher.size());
  }

  /// Recovers the log in `settings`' directory, or makes an empty one: cuts a torn tail, writes
  /// again what is missing of tiles and of the newest checkpoint. Reads every entry that is known
  /// to be committed once. Calls no rule: the owner replays with [#replay] before it calls
  /// [#start].
  ///
  /// @throws CorruptLogException if anything but a torn tail is wrong, naming segment and offset
  /// @throws IOException if the directory cannot be used, or another process has it
  public static LedgerLog open(LogSettings settings, EntryRules rules) throws IOException {
    return open(settings, rules, new LocalDisk());
  }

  static LedgerLog open(LogSettings settings, EntryRules rules, Disk disk) throws IOException {
    return new LedgerLog(settings, rules, LogFolder.open(settings, disk));
  }

  /// Puts a damaged log aside, so that an empty one begins in its place and is filled from peers:
  /// segments and all that is derived from them, and what an ordering kept of them. What it
  /// promised to others stays.
  ///
  /// Only for a log of which others hold all that was promised.
  ///
  /// @param promises of the ordering: [Ordering#promises]
  /// @return where it lies now
  /// @throws IOException if another process has the log, or it cannot be moved
  public static Path setAside(LogSettings settings, Set<String> promises) throws IOException {
    return LogFolder.setAside(settings, promises, new LocalDisk());
  }

  /// Begins to take part: to accept drafts and to seal while this node leads, and to take in what
  /// is committed, whoever leads. Publishes what was sealed and not published before.
  ///
  /// @param ordering of this log alone; closed with it
  /// @param agendas closed by the caller, after the log
  /// @param progress told after each batch how many entries are folded, on the applying agenda
  public void start(Ordering ordering, Finality finality, LogAgendas agendas, LongConsumer progress)
      throws IOException {
    if (running != null) {
      throw new IllegalStateException("a log is started once");
    }
    var begun =
        new RunningLog(settings, folder, rules, waiting, ordering, finality, agendas, progress);
    running = begun;
    begun.start();
  }

  private RunningLog running() {
    var now = running;
    if (now == null) {
      throw new IllegalStateException("the log is not started");
    }
    return now;
  }

  /// Takes drafts while this node leads.
  ///
  /// @throws IllegalStateException if the log was not started yet
  public Appender appender() {
    return running().appender();
  }

  /// Whether this node leads, so that drafts are taken here: false before the start, after a
  /// failure, and once closed.
  public boolean isAccepting() {
    var now = running;
    return now != null && now.appender().isLeading();
  }

  /// Completes once this node leads, with everything before committed and folded; fails with
  /// [AppendFailedException] if the log stops before.
  public CompletableFuture<Void> leading() {
    return running().appender().firstLead();
  }

  /// Completes with the cause once the log has failed: it takes nothing more, whatever the ordering
  /// goes on to say. Never, if it is closed before.
  ///
  /// @throws IllegalStateException if the log was not started yet
  public CompletableFuture<Throwable> failed() {
    return running().appender().failed();
  }

  /// How many entries are known here to be committed, and folded if the log was started.
  public long size() {
    var now = running;
    return now == null ? journal.committed() : now.size();
  }

  /// The size of the newest published checkpoint, 0 if there is none.
  public long sealedSize() {
    return publisher.size();
  }

  /// Hands every committed entry from `fromIndex` on to `each`, in log order.
  ///
  /// @throws CorruptLogException if a record is damaged, naming segment and offset
  public void replay(long fromIndex, Consumer<StoredEntry> each) throws IOException {
    journal.forEach(fromIndex, size(), record -> each.accept(record.toStored()));
  }

  /// Committed entries for a peer that lacks them: from `fromIndex` on, of one term, at least one.
  ///
  /// @param toIndex where to stop, exclusive
  /// @param mostBytes where to stop too; one entry may exceed it
  /// @return empty if `fromIndex` is not committed here
  public Optional<Stretch> stretch(long fromIndex, long toIndex, int mostBytes) throws IOException {
    long end = Math.min(toIndex, size());
    return fromIndex < 0 || fromIndex >= end
        ? Optional.empty()
        : Optional.of(Stretch.read(journal, fromIndex, end, mostBytes));
  }

  /// @throws IllegalArgumentException if `index` is not below `size()`
  /// @throws CorruptLogException if the record is damaged, naming segment and offset
  public StoredEntry read(long index) throws IOException {
    if (index >= size()) {
      throw new IllegalArgumentException("an index below " + size() + " is wanted, not " + index);
    }
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

  /// The newest published checkpoint, with more signatures than it was published with. Another one
  /// is passed over.
  public void addSignatures(SignedNote note) {
    var shown = publisher.newest();
    if (shown.isPresent()
        && shown.get().text().equals(note.text())
        && shown.get().lines().size() < note.lines().size()) {
      running().publishing().again(sealedSize(), note);
    }
  }

  /// Roots of the published tree, to prove from.
  public SubtreeHashes tree() {
    return tiles;
  }

  /// Of the log's own signature.
  public VerifierKey verifierKey() {
    return new VerifierKey(settings.origin(), VerifierKey.Kind.LOG, settings.key().publicKey());
  }

  /// The root over the first `size` entries; empty if no published checkpoint covers so many and no
  /// seal ends there.
  public Optional<Hash> root(long size) throws IOException {
    var prepared = publisher.preparedRoot(size);
    if (prepared.isPresent() || size <= 0 || size > sealedSize()) {
      return prepared;
    }
    return Optional.of(tiles.over(0, size));
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
    return waiting.sealed().waitFor(index);
  }

  /// Completes once the entry at `index` is committed and folded here; fails with
  /// [AppendFailedException] if the log stops before.
  public CompletableFuture<Long> folded(long index) {
    return waiting.folded().waitFor(index);
  }

  /// Seals now if there is news and this node leads. Completes with the size of a checkpoint that
  /// covers everything committed before the call, 0 if the log is empty.
  public CompletableFuture<Long> seal() {
    long size = size();
    if (size == 0) {
      return CompletableFuture.completedFuture(0L);
    }
    running().appender().wantSeal();
    return waiting.sealed().waitFor(size - 1);
  }

  /// Commits and seals what waits, as far as this node leads, then lets go of the directory.
  @Override
  public void close() throws IOException {
    try {
      var now = running;
      if (now != null) {
        now.stop();
      }
    } finally {
      folder.close();
    }
  }
}
