package org.genogate.cluster;

import java.io.IOException;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.genogate.cluster.lease.Leases;
import org.genogate.cluster.ordering.RaftOrdering;
import org.genogate.ledger.log.Batch;
import org.genogate.ledger.log.OrderedStore;
import org.genogate.ledger.log.Ordering;

/// An ordering whose reports reach the leases before they reach the log.
///
/// @param roster who votes, and who did
/// @param beginning by which it begins
record Reported(RaftOrdering ordering, Leases leases, Roster roster, Beginning beginning)
    implements Ordering {

  @Override
  public void start(OrderedStore store, Listener listener) throws IOException {
    leases.committed(store.committed());
    beginning.begin(store, tee(listener, store.committed()));
  }

  @Override
  public Set<String> promises() {
    return ordering.promises();
  }

  private Listener tee(Listener listener, long committed) {
    return new Listener() {
      private long size = committed;

      @Override
      public void leading(long term) {
        roster.leading(size);
        leases.leading(term, roster.members());
        listener.leading(term);
      }

      @Override
      public void following() {
        roster.following();
        leases.following();
        listener.following();
      }

      @Override
      public void committed(long term, long firstIndex, int count) {
        size = firstIndex + count;
        leases.committed(size);
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
