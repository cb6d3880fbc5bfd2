package org.genogate.cluster.simulation;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import org.genogate.cluster.simulation.Platter.Written;
import org.genogate.ledger.log.Batch;
import org.genogate.ledger.log.OrderedStore;

/// An [OrderedStore] over a simulated disk, for the life of one process. It takes virtual time.
public final class SimulatedStore implements OrderedStore {

  private static final int MOST_FORCE_MICROS = 1_500;

  private final Platter platter;
  private final RandomGenerator random;
  private final Consumer<Duration> spend;
  private DiskFaults faults;
  private long forgotten;

  /// @param spend told how long an access takes
  public SimulatedStore(
      Platter platter, RandomGenerator random, DiskFaults faults, Consumer<Duration> spend) {
    this.platter = platter;
    this.random = random;
    this.faults = faults;
    this.spend = spend;
  }

  public void faults(DiskFaults now) {
    faults = now;
  }

  private boolean fails() {
    return faults.failing() > 0 && random.nextDouble() < faults.failing();
  }

  /// @param effect happens, or not, if the access fails
  private void change(Runnable effect) throws IOException {
    if (fails()) {
      if (random.nextBoolean()) {
        effect.run();
      }
      throw new IOException("simulated EIO");
    }
    effect.run();
  }

  private void takeTime() {
    spend.accept(Duration.ofNanos(random.nextInt(50, MOST_FORCE_MICROS) * 1_000L));
  }

  @Override
  public List<Mark> marks() {
    return platter.written.stream()
        .map(Written::mark)
        .filter(mark -> mark.position() > forgotten)
        .toList();
  }

  @Override
  public long tail() {
    return platter.written.isEmpty() ? 0 : platter.written.getLast().mark().end();
  }

  @Override
  public long committed() {
    return platter.written.stream().mapToLong(Written::committed).max().orElse(0);
  }

  @Override
  public void write(Mark mark, Batch batch, long committed) throws IOException {
    if (mark.firstIndex() != tail() || mark.count() != batch.count()) {
      throw new IllegalStateException("a write that does not fit");
    }
    change(() -> platter.written.add(new Written(mark, batch, committed)));
  }

  @Override
  public void force() throws IOException {
    takeTime();
    if (!faults.lyingForce()) {
      change(() -> platter.durable = platter.written.size());
    }
  }

  @Override
  public void truncateFrom(long position) throws IOException {
    takeTime();
    int at = 0;
    while (at < platter.written.size() && platter.written.get(at).mark().position() < position) {
      at++;
    }
    if (at < platter.written.size()
        && platter.written.get(at).mark().firstIndex() < committed()
        && tail() > platter.written.get(at).mark().firstIndex()) {
      throw new IllegalStateException("a committed entry taken back");
    }
    int from = at;
    change(() -> {
      platter.written.subList(from, platter.written.size()).clear();
      platter.durable = from;
    });
  }

  @Override
  public Batch read(Mark mark) throws IOException {
    spend.accept(Duration.ofNanos(20_000));
    for (int i = platter.written.size() - 1; i >= 0; i--) {
      if (platter.written.get(i).mark().equals(mark)) {
        return platter.written.get(i).batch();
      }
    }
    throw new IOException("no such operation");
  }

  @Override
  public void forget(long position) {
    forgotten = Math.max(forgotten, position);
  }

  @Override
  public Optional<byte[]> kept(String name) {
    return Optional.ofNullable(platter.kept.get(name));
  }

  @Override
  public void keep(String name, byte[] content) throws IOException {
    takeTime();
    change(() -> {
      if (faults.forgetfulKeep()) {
        platter.keptBefore.putIfAbsent(name, platter.kept.getOrDefault(name, content));
      }
      platter.kept.put(name, content.clone());
    });
  }

  /// The entries from `firstIndex` on that lie in one operation, or in what was fetched as one.
  ///
  /// @param end at most up to here
  /// @param most at most so many
  public Optional<Run> entries(long firstIndex, long end, int most) {
    for (var one : platter.written) {
      var mark = one.mark();
      if (mark.firstIndex() <= firstIndex && firstIndex < mark.end()) {
        int from = (int) (firstIndex - mark.firstIndex());
        int to =
            (int) Math.min(mark.count(), Math.min(end - mark.firstIndex(), (long) from + most));
        return Optional.of(new Run(mark.term(), new Batch(one.batch().items().subList(from, to))));
      }
    }
    return Optional.empty();
  }

  /// Consecutive entries of one term.
  public record Run(long term, Batch batch) {}
}
