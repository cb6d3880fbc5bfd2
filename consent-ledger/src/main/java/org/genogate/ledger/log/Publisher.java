package org.genogate.ledger.log;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
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

  /// The checkpoint that readers are given.
  record Published(long size, SignedNote note) {}

  Publisher(Disk disk, Path directory, String origin, SigningKey key, Journal journal) {
    this.journal = journal;
    this.origin = origin;
    this.key = key;
    var verifier = new VerifierKey(origin, VerifierKey.Kind.LOG, key.publicKey());
    this.checkpoints = new CheckpointStore(disk, directory, verifier);
    this.tiles = new TileWriter(disk, directory);
  }

  /// Recovers the journal and then everything derived from it; publishes what was sealed but not
  /// published when the log stopped.
  ///
  /// @return the seals so far
  /// @throws CorruptLogException if the journal contradicts what was signed
  SealChain recover() throws IOException {
    var signed = checkpoints.recover();
    journal.recover(signed.map(Checkpoint::size).orElse(0L));
    var recovery = new Recovery(signed);
    journal.forEach(0, journal.recoveredSeal(), recovery::take);
    recovery.finish();
    return recovery.seals;
  }

  /// Publishes the first `sealed` entries, the last of which is a seal. They are durable.
  void publish(long sealed) throws IOException {
    journal.forEach(tiles.size(), sealed, record -> tiles.add(record.entry(), leaf(record)));
    tiles.mark();
    tiles.flush();
    var note = sign();
    checkpoints.keep(note, sealed);
    show(note, sealed);
  }

  private void show(SignedNote note, long sealed) throws IOException {
    checkpoints.serve(note);
    published = new Published(sealed, note);
    tiles.deleteOutlived();
  }

  /// Ed25519 is deterministic: signing the same checkpoint again gives the same bytes.
  private SignedNote sign() {
    return new Checkpoint(origin, tiles.size(), tiles.root()).sign(key);
  }

  private static Hash leaf(SegmentRecord record) {
    return Hash.leaf(record.entry());
  }

  Optional<Published> published() {
    return Optional.ofNullable(published);
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

  /// One pass over the durable entries, up to the last seal.
  private final class Recovery {

    private final Optional<Checkpoint> signed;
    private final SealChain seals = new SealChain();
    private final SortedMap<Long, SignedNote> missing = new TreeMap<>();
    private boolean signedFound;

    Recovery(Optional<Checkpoint> signed) {
      this.signed = signed;
    }

    void take(SegmentRecord record) throws IOException {
      var leaf = leaf(record);
      tiles.add(record.entry(), leaf);
      if (record.kind() == SegmentRecord.Kind.SEAL) {
        seals.add(record.index(), leaf);
        tiles.mark();
        compareWithSigned();
        if (!checkpoints.has(tiles.size())) {
          missing.put(tiles.size(), sign());
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

    void finish() throws IOException {
      if (signed.isPresent() && !signedFound) {
        throw new CorruptLogException(
            "a checkpoint of size %d is signed, but no seal ends there"
                .formatted(signed.get().size()));
      }
      tiles.flush();
      for (var checkpoint : missing.entrySet()) {
        checkpoints.keep(checkpoint.getValue(), checkpoint.getKey());
      }
      if (tiles.size() > 0) {
        show(sign(), tiles.size());
      }
    }
  }
}
