package org.genogate.cluster.process;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.locks.LockSupport;
import org.genogate.cluster.process.History.Kind;
import org.genogate.cluster.process.History.Wish;

/// Callers of each node: each asks for one thing at a time, and then for the next.
@SuppressWarnings("try") // whoever interrupts the test wants it to end
final class Workload implements AutoCloseable {

  private static final long PAUSE_NANOS = 5_000_000;
  private static final long AWAY_NANOS = 50_000_000;

  private final History history;
  private final List<Thread> callers = new ArrayList<>();
  private volatile boolean ended;

  Workload(History history, List<Seat> seats, long seed) {
    this.history = history;
    for (var seat : seats) {
      start(seat, seed ^ callers.size(), random -> write(seat, Kind.APPEND, random));
      start(seat, seed ^ callers.size(), random -> write(seat, Kind.APPEND, random));
      start(seat, seed ^ callers.size(), random -> write(seat, Kind.REVOKE, random));
      start(seat, seed ^ callers.size(), random -> read(seat, random));
    }
  }

  /// One thing that is asked.
  @FunctionalInterface
  private interface Step {
    void take(Random random) throws ExecutionException, InterruptedException;
  }

  private void start(Seat seat, long seed, Step step) {
    var random = new Random(seed);
    callers.add(
        Thread.ofVirtual()
            .start(() -> {
              try {
                while (!ended) {
                  LockSupport.parkNanos(seat.isUp() ? PAUSE_NANOS : AWAY_NANOS);
                  if (seat.isUp()) {
                    step.take(random);
                  }
                }
              } catch (ExecutionException | InterruptedException e) {
                history.violated("a caller ended: " + e);
              }
            }));
  }

  private void write(Seat seat, Kind kind, Random random)
      throws ExecutionException, InterruptedException {
    ask(history, seat, history.next(kind, random));
  }

  /// @return whether it was acknowledged
  static boolean ask(History history, Seat seat, Wish wish)
      throws ExecutionException, InterruptedException {
    long askedAt = System.nanoTime();
    var answer = seat.ask(wish.command()).get();
    if (answer.startsWith("done ")) {
      history.acknowledged(wish, Long.parseLong(answer.substring("done ".length())), askedAt);
      return true;
    }
    if (answer.equals("refused")) {
      history.violated("%s refuses '%s'".formatted(seat.name(), wish.entry()));
    }
    history.unknown(wish);
    return false;
  }

  private void read(Seat seat, Random random) throws ExecutionException, InterruptedException {
    var number = history.obeyed(random);
    if (number.isPresent()) {
      history.read(seat.name().value(), number.get(), seat.ask("read " + number.get()).get());
    }
  }

  /// Ends after what each caller waits for.
  @Override
  public void close() {
    ended = true;
    try {
      for (var caller : callers) {
        caller.join();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
