package org.genogate.gateway.metric;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.genogate.ledger.Replication;
import org.genogate.ledger.log.Appender;
import org.genogate.ledger.log.Committed;
import org.genogate.ledger.log.CorruptLogException;
import org.genogate.ledger.log.Draft;
import org.genogate.ledger.log.Finality;
import org.genogate.ledger.log.LedgerLog;
import org.genogate.ledger.log.LogAgendas;
import org.genogate.ledger.log.Ordering;
import org.genogate.ledger.log.RefusedEntryException;
import org.genogate.ledger.vault.KeyName;

/// A replication that counts what is appended through it, and how long that took.
public final class Measured implements Replication {

  private final Replication inner;
  private final BooleanSupplier leads;
  private final CommitLatency latency = new CommitLatency();
  private final LongAdder forwarded = new LongAdder();
  private final LongAdder refused = new LongAdder();
  private final LongAdder failed = new LongAdder();

  /// @param leads whether drafts are judged here; else they go to another node
  public Measured(Replication inner, BooleanSupplier leads) {
    this.inner = inner;
    this.leads = leads;
  }

  /// Says it all to Prometheus.
  public void write(PrometheusText out) {
    latency.write(
        out,
        "genogate_commit_seconds",
        "From a draft until its entry is committed and, for a revocation, obeyed everywhere.");
    out.counter(
        "genogate_drafts_forwarded_total", "Drafts sent to another leader.", forwarded.sum());
    out.counter(
        "genogate_drafts_refused_total", "Drafts that the rules did not admit.", refused.sum());
    out.counter(
        "genogate_drafts_failed_total", "Drafts that may or may not be recorded.", failed.sum());
  }

  private CompletableFuture<Committed> measured(Supplier<CompletableFuture<Committed>> append) {
    long begin = System.nanoTime();
    if (!leads.getAsBoolean()) {
      forwarded.increment();
    }
    return append
        .get()
        .whenComplete((_, failure) -> {
          if (failure == null) {
            latency.took(Duration.ofNanos(System.nanoTime() - begin));
          } else if (cause(failure) instanceof RefusedEntryException) {
            refused.increment();
          } else {
            failed.increment();
          }
        });
  }

  private static Throwable cause(Throwable failure) {
    return failure instanceof CompletionException && failure.getCause() != null
        ? failure.getCause()
        : failure;
  }

  @Override
  public Appender begin() {
    var appender = inner.begin();
    return new Appender() {
      @Override
      public CompletableFuture<Committed> append(Draft draft) {
        return measured(() -> appender.append(draft));
      }

      @Override
      public CompletableFuture<Committed> appendEverywhere(Draft draft) {
        return measured(() -> appender.appendEverywhere(draft));
      }
    };
  }

  @Override
  public Say say() {
    return inner.say();
  }

  @Override
  public Ordering ordering() {
    return inner.ordering();
  }

  @Override
  public Finality finality() {
    return inner.finality();
  }

  @Override
  public LogAgendas agendas() {
    return inner.agendas();
  }

  @Override
  public void repairs(CorruptLogException damage, Path aside) {
    inner.repairs(damage, aside);
  }

  @Override
  public void attach(LedgerLog log, Above above) {
    inner.attach(log, above);
  }

  @Override
  public void folded(long size) {
    inner.folded(size);
  }

  @Override
  public void share(Collection<KeyName> keys) {
    inner.share(keys);
  }

  @Override
  public void want(KeyName key) {
    inner.want(key);
  }

  @Override
  public boolean mayRead() {
    return inner.mayRead();
  }

  @Override
  public boolean isAccepting() {
    return inner.isAccepting();
  }

  @Override
  public void close() {
    inner.close();
  }
}
