package org.genogate.ledger.log;

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
@SuppressWarnings("DoNotCallSuggester") // signatures only, so far
public final class LedgerLog implements AutoCloseable {

  private LedgerLog() {}

  /// Recovers the log in `settings`' directory, or makes an empty one. Calls no rule: the owner
  /// replays with [#replay] before it calls [#start].
  ///
  /// @throws CorruptLogException if anything but a torn tail is wrong, naming segment and offset
  /// @throws IOException if the directory cannot be used, or another process has it
  public static LedgerLog open(LogSettings settings, EntryRules rules) throws IOException {
    throw notYet();
  }

  /// Begins to accept drafts and to seal.
  public void start() {
    throw notYet();
  }

  public Appender appender() {
    throw notYet();
  }

  /// How many entries are committed.
  public long size() {
    throw notYet();
  }

  /// The size of the newest published checkpoint, 0 if there is none.
  public long sealedSize() {
    throw notYet();
  }

  /// Hands every committed entry from `fromIndex` on to `each`, in log order.
  public void replay(long fromIndex, Consumer<StoredEntry> each) throws IOException {
    throw notYet();
  }

  /// @throws IllegalArgumentException if `index` is not below `size()`
  public StoredEntry read(long index) throws IOException {
    throw notYet();
  }

  /// The newest published checkpoint.
  public Optional<SignedNote> checkpoint() {
    throw notYet();
  }

  /// The checkpoint that was published at `size`.
  public Optional<SignedNote> checkpoint(long size) throws IOException {
    throw notYet();
  }

  /// The sizes of all published checkpoints, ascending.
  public List<Long> checkpointSizes() {
    throw notYet();
  }

  /// The first `width` hashes of a tile, 32 bytes each; empty if no checkpoint covers them yet.
  ///
  /// @param level 0 to 63, leaves at 0
  /// @param width 1 to 256
  public Optional<byte[]> hashTile(int level, long n, int width) throws IOException {
    throw notYet();
  }

  /// The first `width` entries of a bundle of 256, each behind its 16-bit length; empty if no
  /// checkpoint covers them yet.
  public Optional<byte[]> entryBundle(long n, int width) throws IOException {
    throw notYet();
  }

  /// @throws IllegalArgumentException if not `index < size <= sealedSize()`
  public InclusionProof inclusion(long index, long size) throws IOException {
    throw notYet();
  }

  /// @throws IllegalArgumentException if not `oldSize <= newSize <= sealedSize()`
  public ConsistencyProof consistency(long oldSize, long newSize) throws IOException {
    throw notYet();
  }

  /// The offline proof of an entry under the newest checkpoint; empty if it is not sealed yet.
  public Optional<TlogProof> proof(long index) throws IOException {
    throw notYet();
  }

  /// Completes with the size of a published checkpoint once that covers `index`.
  public CompletableFuture<Long> sealed(long index) {
    throw notYet();
  }

  /// Seals now if there is news. Completes with the size of the checkpoint that covers everything
  /// committed before the call.
  public CompletableFuture<Long> seal() {
    throw notYet();
  }

  @Override
  public void close() throws IOException {
    throw notYet();
  }

  private static UnsupportedOperationException notYet() {
    return new UnsupportedOperationException("not yet");
  }
}
