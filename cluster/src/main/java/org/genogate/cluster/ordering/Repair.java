package org.genogate.cluster.ordering;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.genogate.cluster.ordering.MissingEntries.Piece;
import org.genogate.ledger.event.ValidatorName;
import org.genogate.ledger.log.Batch;
import org.genogate.ledger.log.OrderedStore.Mark;
import org.jspecify.annotations.Nullable;

/// Brings a node up to where the leader's log begins, without a hole: the entries come from peers
/// and are durable before the core hears of them.
///
/// Two parts. Up to the base of the target the entries are only entries. From there on they are
/// operations again, so that the core finds some that no leader contradicts. The target is kept in
/// the store from before the first write until the core has taken it over; a restart goes on.
///
/// Not thread-safe.
final class Repair {

  private final Storage storage;
  private final Disk disk;
  private final Reporter reporter;
  private final MissingEntries missing;
  private final Turns turns;
  private final Duration patience;
  private final Runnable renew;

  private @Nullable Stretch target;
  private final List<ValidatorName> peers = new ArrayList<>();
  private int next;

  /// Of the question that is open; answers to others are late.
  private long question;

  /// What has arrived and awaits the rest of its operation.
  private final Deque<Batch.Item> waiting = new ArrayDeque<>();

  /// @param patience for how long one peer is waited for
  /// @param renew makes the core anew from what is stored
  Repair(
      Storage storage,
      Disk disk,
      Reporter reporter,
      MissingEntries missing,
      Turns turns,
      Duration patience,
      Runnable renew) {
    this.storage = storage;
    this.disk = disk;
    this.reporter = reporter;
    this.missing = missing;
    this.turns = turns;
    this.patience = patience;
    this.renew = renew;
  }

  /// What is fetched, if anything is.
  Optional<Stretch> target() {
    return Optional.ofNullable(target);
  }

  /// @param leader asked first
  /// @param others asked when it is silent
  void begin(Stretch to, ValidatorName leader, List<ValidatorName> others) {
    // What is not committed here has no place in the leader's log, or will be fetched.
    storage.dropUnsettled();
    disk.keepRepair(to);
    peers.clear();
    peers.add(leader);
    others.stream().filter(peer -> !peer.equals(leader)).forEach(peers::add);
    target = to;
    renew.run();
    ask();
  }

  /// Goes on where a stop interrupted it: all that the store holds is committed.
  void resume(Stretch to, List<ValidatorName> others) {
    peers.clear();
    peers.addAll(others);
    target = to;
    storage.settleAll();
    reporter.committed(to.base().term(), storage.tail());
    ask();
  }

  private void ask() {
    var to = Optional.ofNullable(target).orElseThrow();
    write(to);
    if (storage.marks().matches(to.last().position(), to.last().term())) {
      finish(to);
      return;
    }
    long mine = ++question;
    long from = storage.tail() + waiting.size();
    if (!peers.isEmpty()) {
      missing.fetch(
          peers.get(next++ % peers.size()),
          from,
          to.last().end(),
          piece -> turns.take(() -> arrived(mine, piece)));
    }
    turns.schedule(patience, () -> again(mine));
  }

  private void again(long asked) {
    if (target != null && asked == question) {
      ask();
    }
  }

  private void arrived(long asked, Piece piece) {
    var to = target;
    if (to == null || asked != question) {
      return;
    }
    long from = storage.tail() + waiting.size();
    int count = piece.batch().count();
    if (count == 0 || count > to.last().end() - from) {
      return;
    }
    next--; // this peer answers, so it is asked again
    var items = piece.batch().items();
    long plain = isBeforeBase(to) ? Math.min(count, to.base().size() - from) : 0;
    if (plain > 0) {
      var batch = new Batch(items.subList(0, (int) plain));
      storage.write(new Mark(0, piece.term(), from, batch.count(), Note.none()), batch);
    }
    waiting.addAll(items.subList((int) plain, count));
    ask();
  }

  private boolean isBeforeBase(Stretch to) {
    return storage.marks().last() < to.base().position();
  }

  /// Writes what is complete, makes it durable, and tells.
  private void write(Stretch to) {
    if (isBeforeBase(to)) {
      storage.settleAll();
      reporter.committed(to.base().term(), storage.tail());
      if (storage.tail() < to.base().size()) {
        return;
      }
      storage.rebase(to.base());
    }
    for (var mark : to.marks()) {
      if (mark.position() <= storage.marks().last()) {
        continue;
      }
      if (mark.count() > waiting.size()) {
        break;
      }
      var items = new ArrayList<Batch.Item>(mark.count());
      for (int i = 0; i < mark.count(); i++) {
        items.add(waiting.remove());
      }
      storage.write(mark, new Batch(items));
    }
    storage.settleAll();
    reporter.settled(storage.marks().last());
  }

  private void finish(Stretch to) {
    storage.moveBase(to.base().position(), to.last().position());
    disk.keep(storage.marks().base(), storage.settled());
    disk.repaired();
    target = null;
    question++;
    renew.run();
  }
}
