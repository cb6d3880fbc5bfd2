package org.genogate.ledger.log;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListSet;
import org.genogate.ledger.checkpoint.Checkpoint;
import org.genogate.ledger.checkpoint.InvalidNoteException;
import org.genogate.ledger.checkpoint.SignedNote;
import org.genogate.ledger.checkpoint.VerifierKey;

/// The checkpoints that were published: what this log may never contradict.
///
/// Each lies under `checkpoints/<size>`, and the newest as `checkpoint` too.
final class CheckpointStore {

  private final Disk disk;
  private final Path newest;
  private final Path history;
  private final VerifierKey key;
  private final ConcurrentSkipListSet<Long> sizes = new ConcurrentSkipListSet<>();

  CheckpointStore(Disk disk, Path directory, VerifierKey key) {
    this.disk = disk;
    this.newest = directory.resolve("checkpoint");
    this.history = directory.resolve("checkpoints");
    this.key = key;
  }

  /// Reads what was signed before, and which checkpoint is the largest.
  ///
  /// @throws CorruptLogException if a checkpoint is not signed by this log's key
  Optional<Checkpoint> recover() throws IOException {
    disk.createDirectories(history);
    for (String name : disk.list(history)) {
      if (name.endsWith(Disk.DRAFT)) {
        disk.delete(history.resolve(name));
      } else {
        sizes.add(Long.parseLong(name));
      }
    }
    Optional<Checkpoint> kept = Optional.empty();
    if (!sizes.isEmpty()) {
      kept = Optional.of(verified(history.resolve(sizes.last().toString())));
    }
    if (!disk.exists(newest)) {
      return kept;
    }
    var served = verified(newest);
    return kept.filter(checkpoint -> checkpoint.size() >= served.size())
        .or(() -> Optional.of(served));
  }

  private Checkpoint verified(Path file) throws IOException {
    try {
      return Checkpoint.verify(SignedNote.parse(disk.read(file)), key);
    } catch (InvalidNoteException e) {
      throw new CorruptLogException("checkpoint file " + file.getFileName(), e);
    }
  }

  boolean has(long size) {
    return sizes.contains(size);
  }

  /// Makes `note` durable as one that was signed. The tiles it needs are durable already.
  void keep(SignedNote note, long size) throws IOException {
    disk.put(history.resolve(Long.toString(size)), note.toBytes());
    disk.forceDirectory(history);
    sizes.add(size);
  }

  /// Gives `note` to readers; it is kept already.
  void serve(SignedNote note) throws IOException {
    disk.put(newest, note.toBytes());
    disk.forceDirectory(newest.resolveSibling(""));
  }

  List<Long> sizes() {
    return List.copyOf(sizes);
  }

  Optional<SignedNote> at(long size) throws IOException {
    if (!has(size)) {
      return Optional.empty();
    }
    try {
      return Optional.of(SignedNote.parse(disk.read(history.resolve(Long.toString(size)))));
    } catch (InvalidNoteException e) {
      throw new CorruptLogException("checkpoint " + size, e);
    }
  }
}
