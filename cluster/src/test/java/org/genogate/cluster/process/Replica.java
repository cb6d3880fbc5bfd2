package org.genogate.cluster.process;

import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import org.genogate.cluster.Cluster;
import org.genogate.cluster.NoKeys;
import org.genogate.cluster.Surroundings;
import org.genogate.cluster.finality.Cosigner;
import org.genogate.cluster.finality.FinalityListener;
import org.genogate.cluster.finality.SignedFile;
import org.genogate.cluster.link.HazelcastLink;
import org.genogate.cluster.link.MisconfiguredLinkException;
import org.genogate.ledger.Replication;
import org.genogate.ledger.checkpoint.Checkpoint;
import org.genogate.ledger.checkpoint.SignedNote;
import org.genogate.ledger.checkpoint.VerifierKey;
import org.genogate.ledger.event.ValidatorName;
import org.genogate.ledger.log.Appender;
import org.genogate.ledger.log.EntryRules;
import org.genogate.ledger.log.LedgerLog;
import org.genogate.ledger.log.LogSettings;
import org.genogate.ledger.log.StoredEntry;

/// A whole node but for keys and HTTP: real link, real files, real threads.
public final class Replica implements AutoCloseable {

  private final HazelcastLink link;
  private final LedgerLog log;
  private final Cluster cluster;
  private final Appender appender;

  private Replica(HazelcastLink link, LedgerLog log, Cluster cluster, Appender appender) {
    this.link = link;
    this.log = log;
    this.cluster = cluster;
    this.appender = appender;
  }

  /// @param folder that exists and is this node's alone
  /// @param replayed takes what the log holds already
  /// @param halt told that the node must end on the spot
  public static Replica open(
      Founding founding,
      ValidatorName self,
      Path folder,
      EntryRules rules,
      Consumer<StoredEntry> replayed,
      Consumer<Throwable> halt)
      throws IOException, MisconfiguredLinkException {
    var clock = Clock.systemUTC();
    var random = new SecureRandom();
    var log = LedgerLog.open(settings(folder), rules);
    log.replay(0, replayed);
    var link = HazelcastLink.open(founding.link(self), clock, random);
    var cosigner = Cosigner.ofEd25519(Founding.cosignerName(self), Founding.cosignerKey(self));
    var cluster =
        new Cluster(
            founding.plan(self),
            new Surroundings(
                link,
                List.of(cosigner),
                new VerifierKey(
                    Founding.cosignerName(self),
                    VerifierKey.Kind.COSIGNER,
                    Founding.cosignerKey(self).publicKey()),
                new SignedFile(folder.resolve("signed")),
                new NoKeys(),
                clock,
                random,
                halt,
                new FatalAlarms(halt),
                (_, _) -> {}),
            Cluster.Agendas.onThreads());
    cluster.attach(log, new Seals(clock, founding));
    log.start(cluster.ordering(), cluster.finality(), cluster.agendas(), cluster::folded);
    return new Replica(link, log, cluster, cluster.begin());
  }

  static LogSettings settings(Path folder) {
    return LogSettings.of(folder.resolve("log"), Founding.ORIGIN, Founding.LOG_KEY);
  }

  public LedgerLog log() {
    return log;
  }

  public Cluster cluster() {
    return cluster;
  }

  public HazelcastLink link() {
    return link;
  }

  public Appender appender() {
    return appender;
  }

  @Override
  public void close() throws IOException {
    log.close();
    cluster.close();
    link.close();
  }

  /// The seals of these logs say no time, and the policy never changes.
  private record Seals(Clock clock, Founding founding) implements Replication.Above {
    @Override
    public Replication.Seal seal(long size) {
      return new Replication.Seal(clock.instant(), founding.policy());
    }

    @Override
    public void keysCame() {}
  }

  /// None of these can happen among honest nodes, so one that hears of it ends, and is noticed.
  private record FatalAlarms(Consumer<Throwable> halt) implements FinalityListener {
    @Override
    public void refused(long index, String reason) {
      halt.accept(new IllegalStateException("entry %d is refused: %s".formatted(index, reason)));
    }

    @Override
    public void equivocated(ValidatorName from, SignedNote ours, SignedNote theirs) {
      halt.accept(new IllegalStateException(from + " has another history"));
    }

    @Override
    public void rolledBack(ValidatorName validator, SignedNote more, SignedNote less) {
      halt.accept(new IllegalStateException(validator + " signed less than before"));
    }

    /// A seal that waited for a node to be thawed is old.
    @Override
    public void untimely(Checkpoint checkpoint, Duration ahead) {}
  }
}
