package org.genogate.ledger.log;

import java.io.IOException;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/// The order of one node, as plain as can be: what is proposed is written, forced and committed.
/// For tests of what lies above an ordering and of the store below it.
public final class AloneOrdering implements Ordering {

  private static final long TERM = 1;

  private final Agenda agenda;
  private @Nullable OrderedStore store;
  private @Nullable Listener listener;
  private long position;
  private boolean closed;

  /// @param agenda the one that judges and applies, too
  public AloneOrdering(Agenda agenda) {
    this.agenda = agenda;
  }

  @Override
  public void start(OrderedStore segments, Listener told) {
    agenda.execute(() -> begin(segments, told));
  }

  private void begin(OrderedStore segments, Listener told) {
    store = segments;
    listener = told;
    try {
      var marks = segments.marks();
      position = marks.isEmpty() ? 0 : marks.getLast().position();
      long known = segments.committed();
      for (var mark : marks) {
        if (mark.end() > known && mark.count() > 0) {
          told.committed(mark.term(), mark.firstIndex(), mark.count());
        }
      }
      told.leading(TERM);
    } catch (IOException e) {
      told.failed(e);
    }
  }

  @Override
  public CompletableFuture<Void> propose(long term, long firstIndex, Batch batch) {
    var decided = new CompletableFuture<Void>();
    agenda.execute(() -> order(firstIndex, batch, decided));
    return decided;
  }

  private void order(long firstIndex, Batch batch, CompletableFuture<Void> decided) {
    var segments = store;
    var told = listener;
    if (closed || segments == null || told == null) {
      decided.completeExceptionally(new NotOrderedException("this ordering is closed"));
      return;
    }
    try {
      var mark = new OrderedStore.Mark(++position, TERM, firstIndex, batch.count(), new byte[0]);
      segments.write(mark, batch, firstIndex);
      segments.force();
      told.committed(TERM, firstIndex, batch.count());
      decided.complete(null);
    } catch (IOException | RuntimeException e) {
      closed = true;
      told.failed(e);
      decided.completeExceptionally(new AppendFailedException("the disk failed", e));
    }
  }

  @Override
  public Set<String> promises() {
    return Set.of();
  }

  @Override
  public void close() {
    closed = true;
  }
}
