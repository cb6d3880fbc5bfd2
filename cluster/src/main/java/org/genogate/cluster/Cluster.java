package org.genogate.cluster;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.random.RandomGenerator;
import org.genogate.cluster.finality.Cosigning;
import org.genogate.cluster.finality.FinalityListener;
import org.genogate.cluster.finality.SealClaims;
import org.genogate.cluster.lease.LeaseSettings;
import org.genogate.cluster.lease.Leases;
import org.genogate.cluster.ordering.MissingEntries;
import org.genogate.cluster.ordering.OrderingSettings;
import org.genogate.cluster.ordering.PeerEntries;
import org.genogate.cluster.ordering.RaftOrdering;
import org.genogate.ledger.Alone;
import org.genogate.ledger.Replication;
import org.genogate.ledger.checkpoint.Checkpoint;
import org.genogate.ledger.checkpoint.SignedNote;
import org.genogate.ledger.event.ValidatorName;
import org.genogate.ledger.log.Agenda;
import org.genogate.ledger.log.Appender;
import org.genogate.ledger.log.CorruptLogException;
import org.genogate.ledger.log.Draft;
import org.genogate.ledger.log.Finality;
import org.genogate.ledger.log.LedgerLog;
import org.genogate.ledger.log.LogAgendas;
import org.genogate.ledger.log.Ordering;
import org.genogate.ledger.log.ThreadAgenda;
import org.genogate.ledger.merkle.Hash;
import org.genogate.ledger.vault.KeyName;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One node's part in a ledger that several keep: Raft orders, validators make final, leases say
/// when this node may answer, and drafts go to whoever leads.
public final class Cluster implements Replication {

  private static final Logger LOGGER = LoggerFactory.getLogger(Cluster.class);

  private static final ValidatorName ONLY = new ValidatorName("alone");

  /// As long as whoever waits for the ledger waits.
  private static final Duration PATIENCE = Duration.ofSeconds(9);

  private static final Duration FOUNDING = Duration.ofMillis(100);

  /// How often lines that came after a checkpoint was final are added to what is served.
  private static final Duration GATHERING = Duration.ofSeconds(1);

  private final Plan plan;
  private final Surroundings around;
  private final Agendas agendas;
  private final RaftOrdering ordering;
  private final Leases leases;
  private final Cosigning cosigning;
  private final Roster roster;
  private final Beginning beginning;
  private final Forwarding forwarding;
  private volatile @Nullable LedgerLog log;
  private volatile @Nullable Above above;
  private volatile boolean refusing;

  /// Where a node's work is done.
  ///
  /// @param ordering the ordering's alone
  /// @param talking leases, and drafts on their way
  /// @param vouching cosignatures; waits for the disk, as a lease must not
  public record Agendas(Agenda ordering, Agenda talking, Agenda vouching, LogAgendas log) {

    public static Agendas onThreads() {
      return new Agendas(
          new ThreadAgenda("cluster-ordering"),
          new ThreadAgenda("cluster-talking"),
          new ThreadAgenda("cluster-vouching"),
          LogAgendas.amongOthers());
    }
  }

  public Cluster(Plan plan, Surroundings around, Agendas agendas) throws IOException {
    this.plan = plan;
    this.around = around;
    this.agendas = agendas;
    var link = around.link();
    MissingEntries missing =
        new PeerEntries(
            link,
            plan.origin(),
            agendas.ordering(),
            (from, end, most) ->
                log()
                    .stretch(from, end, most)
                    .map(stretch -> new MissingEntries.Piece(stretch.term(), stretch.batch())));
    this.ordering =
        new RaftOrdering(
            link,
            plan.origin(),
            plan.founders(),
            agendas.ordering(),
            around.random(),
            OrderingSettings.standard(),
            missing,
            around.halt());
    this.leases =
        new Leases(
            new Leases.Node(
                link, agendas.talking(), around.wall(), around.random(), ordering::durableTerm),
            LeaseSettings.DEFAULT);
    this.cosigning =
        new Cosigning(
            new Cosigning.Node(link, agendas.vouching(), around.wall()),
            new Cosigning.Signer(plan.logKey(), around.cosigners(), around.signed()),
            new Claims(),
            new Alarms());
    this.roster =
        new Roster(
            plan, new Roster.Node(link, agendas.talking(), ordering, leases, around.peers()));
    this.beginning =
        new Beginning(
            around, agendas.talking(), ordering, cosigning, roster, () -> log().checkpoint());
    this.forwarding =
        new Forwarding(
            new Forwarding.Here(
                () -> ordering.standing().leader(),
                draft -> log().appender().append(draft),
                index -> log().folded(index),
                leases::obeyedEverywhere,
                () -> log().size()),
            link,
            agendas.talking(),
            PATIENCE,
            around.random().nextLong() >>> 1);
  }

  /// A ledger that this node keeps alone: the same ordering, with nobody to ask.
  public static Replication alone(RandomGenerator random) {
    var agenda = new ThreadAgenda("ledger");
    var ordering =
        RaftOrdering.alone(
            ONLY,
            ONLY.value(),
            agenda,
            random,
            OrderingSettings.standard(),
            // Nobody else hears of what may not be durable: the log stops, and nothing is answered.
            _ -> {});
    return new Alone(ordering, LogAgendas.alone(agenda));
  }

  private LedgerLog log() {
    var attached = log;
    if (attached == null) {
      throw new IllegalStateException("no log is attached");
    }
    return attached;
  }

  private Above above() {
    return Objects.requireNonNull(above, "no log is attached");
  }

  @Override
  public Say say() {
    return Say.SHARED;
  }

  @Override
  public Ordering ordering() {
    return new Reported(ordering, leases, roster, beginning);
  }

  @Override
  public Finality finality() {
    return beginning.finality();
  }

  @Override
  public LogAgendas agendas() {
    return agendas.log();
  }

  @Override
  public void repairs(CorruptLogException damage, Path aside) {
    beginning.markRestored();
    LOGGER
        .atError()
        .addKeyValue("aside", aside)
        .setCause(damage)
        .log("the log is damaged: it lies aside, and is fetched from the other nodes");
  }

  @Override
  public void attach(LedgerLog opened, Above told) {
    log = opened;
    above = told;
    around.keys().start(told::keysCame, told::ordersErasure);
    roster.folded(opened.size(), told.keepers());
    leases.start();
    roster.start();
    cosigning.start();
    forwarding.start();
  }

  @Override
  public Appender begin() {
    agendas.talking().execute(this::found);
    agendas.vouching().schedule(GATHERING, this::gather);
    var _ = log().failed().thenAccept(around.halt());
    return forwarding;
  }

  /// Writes the first entry, if this node is the first to lead.
  private void found() {
    var attached = log();
    if (attached.size() > 0) {
      return;
    }
    if (attached.isAccepting()) {
      var _ = attached.appender().append(new Draft(plan.genesis(), new byte[0]));
    }
    agendas.talking().schedule(FOUNDING, this::found);
  }

  private void gather() {
    cosigning.newestFinal().ifPresent(log()::addSignatures);
    agendas.vouching().schedule(GATHERING, this::gather);
  }

  @Override
  public void folded(long size) {
    roster.folded(size, above().keepers());
    leases.applied(size);
  }

  @Override
  public void share(Collection<KeyName> keys) {
    around.keys().share(keys);
  }

  @Override
  public void want(KeyName key) {
    around.keys().want(key);
  }

  @Override
  public boolean mayRead() {
    return !refusing && roster.isMember() && leases.mayRead();
  }

  @Override
  public boolean isAccepting() {
    return mayRead() && ordering.standing().leader().isPresent();
  }

  /// What this node holds is an older copy of its data, surely. Until it knows again what the
  /// others know, it neither votes nor cosigns, and answers nothing. To be called before the ledger
  /// is opened.
  ///
  /// Not for a cluster that is restored as a whole: nobody would vote.
  ///
  /// @param recovered told once, by an agenda
  public void recover(Runnable recovered) {
    beginning.markRestored();
    agendas.talking().schedule(FOUNDING, () -> lookWhetherRecovered(recovered));
  }

  private void lookWhetherRecovered(Runnable recovered) {
    if (leases.mayRead()) {
      recovered.run();
    } else {
      agendas.talking().schedule(FOUNDING, () -> lookWhetherRecovered(recovered));
    }
  }

  /// What people and metrics are told.
  public ClusterStatus status() {
    return new ClusterStatus(
        plan.self(),
        new ClusterStatus.Membership(
            roster.epoch(), new TreeSet<>(roster.names()), roster.isSettled()),
        ordering.standing(),
        leases.status(),
        cosigning.status());
  }

  /// What lies sealed for the nodes beside the entry at `index`; empty if its key is not here yet.
  /// Reads a file.
  public Optional<byte[]> beside(long index) throws IOException {
    return above().beside(index);
  }

  /// An entry, as bytes. Reads a file.
  public byte[] entry(long index) throws IOException {
    return log().read(index).entry();
  }

  /// Hands leadership on, if this node has it, so that the others need not find out.
  ///
  /// @return completes once another node leads, or at once if this one does not
  public CompletableFuture<Void> leave() {
    return ordering.transfer();
  }

  @Override
  public void close() {
    around.keys().close();
    agendas.log().close();
    for (var agenda : List.of(agendas.ordering(), agendas.talking(), agendas.vouching())) {
      if (agenda instanceof ThreadAgenda thread) {
        thread.close();
      }
    }
  }

  /// What seals say of themselves, read from this node's own log.
  private final class Claims implements SealClaims {

    @Override
    public Claim of(Checkpoint checkpoint) {
      try {
        var seal = above().seal(checkpoint.size());
        return new Claim(seal.time(), seal.policy());
      } catch (IOException e) {
        throw new UncheckedIOException("a seal cannot be read", e);
      }
    }

    @Override
    public Optional<Hash> rootAt(long size) throws IOException {
      return log().root(size);
    }
  }

  /// Passes on what should not happen, and stops answering where this node cannot vouch for the log
  /// any more.
  private final class Alarms implements FinalityListener {

    @Override
    public void refused(long index, String reason) {
      refusing = true;
      around.alarms().refused(index, reason);
    }

    @Override
    public void equivocated(ValidatorName from, SignedNote ours, SignedNote theirs) {
      around.alarms().equivocated(from, ours, theirs);
    }

    @Override
    public void rolledBack(ValidatorName validator, SignedNote more, SignedNote less) {
      around.alarms().rolledBack(validator, more, less);
    }

    @Override
    public void untimely(Checkpoint checkpoint, Duration ahead) {
      around.alarms().untimely(checkpoint, ahead);
    }
  }
}
