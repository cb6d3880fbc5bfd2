package org.genogate.ledger.log;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;
import org.genogate.ledger.checkpoint.Checkpoint;
import org.genogate.ledger.checkpoint.SignedNote;
import org.genogate.ledger.checkpoint.VerifierKey;
import org.genogate.ledger.key.SigningKey;
import org.genogate.ledger.merkle.Hash;
import org.jspecify.annotations.Nullable;

/// Publishes what is sealed: tiles first, then the checkpoint that speaks of them.
///
/// One thread publishes; any thread asks for what is published.
final class Publisher {

  private final Journal journal;
  private final CheckpointStore checkpoints;
  private final TileWriter tiles;
  private final String origin;
  private final SigningKey key;

  private volatile @Nullable Published published;

  // Of checkpoints that are not final yet, by size.
  private final ConcurrentSkipListMap<Long, Hash> preparedRoots = new ConcurrentSkipListMap<>();

  /// The checkpoint that readers are given.
  record Published(long size, SignedNote note) {}

  /// A checkpoint whose tiles are durable, with the log's own signature.
  record Prepared(Checkpoint checkpoint, SignedNote note) {}

  /// What a start found.
  ///
  /// @param seals that are committed
  /// @param pending what was sealed but not published when the log stopped
  record Recovered(SealChain seals, List<Prepared> pending) {}

  Publisher(Disk disk, Path directory, String origin, SigningKey key, Journal journal) {
    this.journal = journal;
    this.origin = origin;
    this.key = key;
    var verifier = new VerifierKey(origin, VerifierKey.Kind.LOG, key.publicKey());
    this.checkpoints = new CheckpointStore(disk, directory, verifier);
    this.tiles = new TileWriter(disk, directory);
  }

  /// Recovers the journal and then everything derived from it.
  ///
  /// @throws CorruptLogException if the journal contradicts what was signed
  Recovered recover() throws IOException {
    var signed = checkpoints.recover();
    journal.recover(signed.map(Checkpoint::size).orElse(0L));
    var recovery = new Recovery(signed);
    journal.forEach(0, journal.recoveredSeal(), recovery::take);
    return recovery.finish();
  }

  /// Writes the tiles of the first `sealed` entries, the last of which is a seal. They are
  /// committed.
  Prepared prepare(long sealed) throws IOException {
    journal.forEachItem(
        tiles.size(), sealed, item -> tiles.add(item.draft().entry(), item.draft().leaf()));
    tiles.mark();
    tiles.flush();
    return prepared();
  }

  /// Ed25519 is deterministic: signing the same checkpoint again gives the same bytes.
  private Prepared prepared() {
    var checkpoint = new Checkpoint(origin, tiles.size(), tiles.root());
    preparedRoots.put(checkpoint.size(), checkpoint.root());
    return new Prepared(checkpoint, checkpoint.sign(key));
  }

  /// Shows a final checkpoint that was prepared. One that comes again, with more signatures, takes
  /// the place of the first; a smaller one than the newest is not needed any more.
  ///
  /// @return whether it is the newest
  boolean publish(long size, SignedNote note) throws IOException {
    if (size < size()) {
      return false;
    }
    checkpoints.keep(note, size);
    show(note, size);
    return true;
  }

  private void show(SignedNote note, long size) throws IOException {
    checkpoints.serve(note);
    published = new Published(size, note);
    preparedRoots.headMap(size, true).clear();
    tiles.deleteOutlived(size);
  }

  Optional<Published> published() {
    return Optional.ofNullable(published);
  }

  /// The root at a size that is prepared and not published yet.
  Optional<Hash> preparedRoot(long size) {
    return Optional.ofNullable(preparedRoots.get(size));
  }

  /// The size of the newest published checkpoint, 0 if there is none.
  long size() {
    return published().map(Published::size).orElse(0L);
  }

  Optional<SignedNote> newest() {
    return published().map(Published::note);
  }

  CheckpointStore checkpoints() {
    return checkpoints;
  }

  /// One pass over the committed entries, up to the last seal among them.
  private final class Recovery {

    private final Optional<Checkpoint> signed;
    private final SealChain seals = new SealChain();
    private final List<Prepared> pending = new ArrayList<>();
    private boolean signedFound;

    Recovery(Optional<Checkpoint> signed) {
      this.signed = signed;
    }

    void take(SegmentRecord record) throws IOException {
      var leaf = record.content().leaf();
      tiles.add(record.entry(), leaf);
      if (record.kind() == SegmentRecord.Kind.SEAL) {
        seals.add(record.index(), leaf);
        tiles.mark();
        compareWithSigned();
        if (tiles.size() > signed.map(Checkpoint::size).orElse(0L)) {
          pending.add(prepared());
        }
      }
    }

    private void compareWithSigned() throws CorruptLogException {
      if (signed.isPresent() && signed.get().size() == tiles.size()) {
        if (!signed.get().root().equals(tiles.root())) {
          throw new CorruptLogException(
              "the entries stored have another root at size %d than was signed"
                  .formatted(tiles.size()));
        }
        signedFound = true;
      }
    }

    Recovered finish() throws IOException {
      if (signed.isPresent() && !signedFound) {
        throw new CorruptLogException(
            "a checkpoint of size %d is signed, but no seal ends there"
                .formatted(signed.get().size()));
      }
      tiles.flush();
      var newest = checkpoints.newest();
      if (newest.isPresent() && signed.isPresent()) {
        boolean _ = publish(signed.get().size(), newest.get());
      }
      return new Recovered(seals, pending);
    }
  }
}
