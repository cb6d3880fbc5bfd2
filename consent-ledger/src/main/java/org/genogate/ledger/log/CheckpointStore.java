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
import org.jspecify.annotations.Nullable;

/// The checkpoints that were published: what this log may never contradict.
///
/// Each lies under `checkpoints/<size>`, and the newest as `checkpoint` too.
final class CheckpointStore {

  private final Disk disk;
  private final Path served;
  private final Path history;
  private final VerifierKey key;
  private final ConcurrentSkipListSet<Long> sizes = new ConcurrentSkipListSet<>();

  private @Nullable SignedNote newest;

  CheckpointStore(Disk disk, Path directory, VerifierKey key) {
    this.disk = disk;
    this.served = directory.resolve("checkpoint");
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
    Optional<Checkpoint> largest = Optional.empty();
    if (disk.exists(served)) {
      largest = Optional.of(verified(served));
    }
    if (!sizes.isEmpty() && largest.map(Checkpoint::size).orElse(0L) <= sizes.last()) {
      largest = Optional.of(verified(history.resolve(sizes.last().toString())));
    }
    return largest;
  }

  private Checkpoint verified(Path file) throws IOException {
    try {
      var note = SignedNote.parse(disk.read(file));
      newest = note;
      return Checkpoint.verify(note, key);
    } catch (InvalidNoteException e) {
      throw new CorruptLogException("checkpoint file " + file.getFileName(), e);
    }
  }

  /// The largest checkpoint that was found at the start.
  Optional<SignedNote> newest() {
    return Optional.ofNullable(newest);
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
    disk.put(served, note.toBytes());
    disk.forceDirectory(served.resolveSibling(""));
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
