package org.genogate.cluster.ordering;

import io.microraft.impl.statemachine.InternalCommitAware;
import io.microraft.statemachine.StateMachine;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.LongPredicate;
import org.genogate.ledger.log.Ordering.Listener;

/// Tells the listener what is committed, in log order, each entry once; and who leads.
///
/// To the core it is the state machine. An operation is reported only when it is durable here too:
/// the core may commit before its own flush, on the copies of others.
///
/// Not thread-safe.
final class Reporter implements StateMachine, InternalCommitAware {

  /// What the core keeps as its snapshot. Ours is the base.
  private static final String SNAPSHOT = "base";

  private final Storage storage;
  private final Listener listener;
  private final LongPredicate leads;
  private final Consumer<Throwable> onBroken;
  private boolean broken;

  /// How many entries were reported.
  private long reported;

  /// In which the listener was told that this node leads; 0 if it was not.
  private long leadingTerm;

  /// @param reported how many entries the listener knows to be committed
  /// @param leads whether this node leads in a term
  /// @param onBroken told what the listener threw
  Reporter(
      Storage storage,
      Listener listener,
      long reported,
      LongPredicate leads,
      Consumer<Throwable> onBroken) {
    this.storage = storage;
    this.listener = listener;
    this.reported = reported;
    this.leads = leads;
    this.onBroken = onBroken;
  }

  long reported() {
    return reported;
  }

  long leadingTerm() {
    return leadingTerm;
  }

  /// Tells that all up to `position` is committed.
  void settled(long position) {
    for (var mark : storage.marks().after(storage.marks().base().position())) {
      if (mark.position() > position) {
        break;
      }
      committed(mark.term(), mark.end());
    }
  }

  /// Tells that the entries before `end` are committed; those not reported yet are of `term`.
  void committed(long term, long end) {
    while (reported < end) {
      long from = reported;
      int count = (int) Math.min(end - from, Integer.MAX_VALUE);
      reported = from + count;
      listener.committed(term, from, count);
    }
  }

  /// To be called whenever this node may have ceased to lead.
  void checkLeading() {
    if (!broken && leadingTerm != 0 && !leads.test(leadingTerm)) {
      leadingTerm = 0;
      listener.following();
    }
  }

  private void apply(long position) {
    if (broken) {
      throw new IllegalStateException("the listener has failed");
    }
    try {
      var mark = storage.marks().get(position);
      storage.settle(position);
      committed(mark.term(), mark.end());
      if (Note.beginsTerm(mark.note()) && leads.test(mark.term())) {
        leadingTerm = mark.term();
        listener.leading(leadingTerm);
      }
    } catch (RuntimeException | Error e) {
      // The core would go on with the next operation.
      broken = true;
      onBroken.accept(e);
      throw e;
    }
  }

  @Override
  public Object runOperation(long position, Object operation) {
    apply(position);
    return position;
  }

  @Override
  public void onInternalCommit(long position) {
    apply(position);
  }

  @Override
  public Object getNewTermOperation() {
    return Operation.beginningTerm();
  }

  @Override
  public void takeSnapshot(long position, Consumer<Object> chunks) {
    chunks.accept(SNAPSHOT);
  }

  @Override
  public void installSnapshot(long position, List<Object> chunks) {}
}
