package org.genogate.cluster;

import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.genogate.cluster.lease.Leases;
import org.genogate.cluster.lease.Members;
import org.genogate.cluster.ordering.RaftOrdering;
import org.genogate.ledger.log.Agenda;
import org.genogate.ledger.log.Batch;
import org.genogate.ledger.log.OrderedStore;
import org.genogate.ledger.log.Ordering;

/// An ordering that begins after a roll call, and whose reports reach the leases before they reach
/// the log.
///
/// @param opened told of the store, before the call
/// @param call asked before it begins
/// @param judged told what came of that, before it begins
record Reported(
    RaftOrdering ordering,
    Leases leases,
    Members members,
    Opened opened,
    RollCall call,
    LongSupplier signed,
    Agenda agenda,
    Consumer<RollCall.Verdict> judged)
    implements Ordering {

  @FunctionalInterface
  interface Opened {
    void store(OrderedStore store) throws IOException;
  }

  @Override
  public void start(OrderedStore store, Listener listener) throws IOException {
    opened.store(store);
    leases.committed(store.committed());
    var told = tee(listener);
    agenda.execute(
        () -> call.ask(store.tail(), signed.getAsLong(), verdict -> begin(store, told, verdict)));
  }

  private void begin(OrderedStore store, Listener told, RollCall.Verdict verdict) {
    try {
      judged.accept(verdict);
      switch (verdict) {
        case RollCall.Verdict.Whole() -> ordering.start(store, told);
        case RollCall.Verdict.Forgetful(var committed, var term, _) ->
            ordering.startForgetful(store, told, term, committed);
      }
    } catch (IOException e) {
      told.failed(e);
    }
  }

  private Listener tee(Listener listener) {
    return new Listener() {
      @Override
      public void leading(long term) {
        leases.leading(term, members);
        listener.leading(term);
      }

      @Override
      public void following() {
        leases.following();
        listener.following();
      }

      @Override
      public void committed(long term, long firstIndex, int count) {
        leases.committed(firstIndex + count);
        listener.committed(term, firstIndex, count);
      }

      @Override
      public void failed(Throwable cause) {
        leases.following();
        listener.failed(cause);
      }
    };
  }

  @Override
  public CompletableFuture<Void> propose(long term, long firstIndex, Batch batch) {
    return ordering.propose(term, firstIndex, batch);
  }

  @Override
  public void close() {
    ordering.close();
  }
}
