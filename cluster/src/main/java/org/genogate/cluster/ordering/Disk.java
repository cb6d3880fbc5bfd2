package org.genogate.cluster.ordering;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.genogate.ledger.event.ValidatorName;
import org.genogate.ledger.log.Batch;
import org.genogate.ledger.log.OrderedStore;
import org.genogate.ledger.log.OrderedStore.Mark;

/// The store behind one door: its first failure is its last use.
///
/// The core would swallow the error and answer the next try as if everything before it were
/// durable. So whatever fails here ends the node on the spot.
///
/// Not thread-safe.
final class Disk {

  static final String VOTE = "vote";
  private static final String BASE = "base";
  private static final String REPAIR = "repair";

  /// What may fail.
  @FunctionalInterface
  private interface Access<T> {
    T run() throws IOException;
  }

  private final OrderedStore store;
  private final Consumer<Throwable> halt;
  private boolean failed;
  private boolean dirty;

  Disk(OrderedStore store, Consumer<Throwable> halt) {
    this.store = store;
    this.halt = halt;
  }

  private <T> T access(Access<T> access) {
    if (failed) {
      throw new Halted(new IllegalStateException("the store has failed before"));
    }
    try {
      return access.run();
    } catch (IOException | RuntimeException e) {
      failed = true;
      halt.accept(e);
      throw new Halted(e);
    }
  }

  private void change(Access<?> access) {
    access(access);
  }

  boolean hasFailed() {
    return failed;
  }

  long tail() {
    return store.tail();
  }

  /// @param committed how many entries are known to be committed, all of them durable here: what a
  ///   start would take for damage if they were missing
  void write(Mark mark, Batch batch, long committed) {
    dirty = true;
    change(() -> {
      store.write(mark, batch, committed);
      return true;
    });
  }

  void force() {
    if (dirty) {
      change(() -> {
        store.force();
        return true;
      });
      dirty = false;
    }
  }

  void truncateFrom(Mark mark) {
    change(() -> {
      store.truncateFrom(mark.position());
      return true;
    });
  }

  Batch read(Mark mark) {
    return access(() -> store.read(mark));
  }

  void forget(long position) {
    change(() -> {
      store.forget(position);
      return true;
    });
  }

  void keep(Vote vote) {
    keep(VOTE, vote.toBytes());
  }

  /// @param settled the last operation that is known to be committed, not before the base
  void keep(Base base, long settled) {
    keep(BASE, bytes(base, settled));
  }

  private static byte[] bytes(Base base, long settled) {
    var bytes = ByteBuffer.allocate(8 + base.bytes()).putLong(settled);
    base.writeTo(bytes);
    return bytes.array();
  }

  void keepRepair(Stretch target) {
    var bytes = ByteBuffer.allocate(target.bytes());
    target.writeTo(bytes);
    keep(REPAIR, bytes.array());
  }

  void repaired() {
    keep(REPAIR, new byte[0]);
  }

  private void keep(String name, byte[] content) {
    change(() -> {
      store.keep(name, content);
      return true;
    });
  }

  /// What the store held when it was opened.
  ///
  /// @param marks those after the base, and those of a repair
  record Content(Vote vote, Base base, long settled, List<Mark> marks, Optional<Stretch> repair) {}

  /// @param members who vote in a log that begins
  /// @throws IOException if the store fails, or holds what nobody wrote
  static Content read(OrderedStore store, List<ValidatorName> members) throws IOException {
    try {
      var vote = store.kept(VOTE).map(Vote::of).orElse(Vote.NONE);
      var keptBase = store.kept(BASE).map(ByteBuffer::wrap);
      var repair =
          store
              .kept(REPAIR)
              .filter(bytes -> bytes.length > 0)
              .map(bytes -> Stretch.readFrom(ByteBuffer.wrap(bytes)));
      var marks = store.marks();
      long settled = keptBase.map(ByteBuffer::getLong).orElse(0L);
      if (keptBase.isPresent()) {
        return new Content(vote, Base.readFrom(keptBase.get()), settled, marks, repair);
      }
      long size = marks.isEmpty() ? store.tail() : marks.getFirst().firstIndex();
      var base = new Base(0, 0, size, 0, members);
      store.keep(BASE, bytes(base, 0));
      return new Content(vote, base, 0, marks, repair);
    } catch (IllegalArgumentException e) {
      throw new IOException("the ordering's own notes are damaged", e);
    }
  }
}
