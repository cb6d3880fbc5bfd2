package org.genogate.cluster;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.genogate.cluster.finality.Cosigner;
import org.genogate.cluster.finality.FinalityListener;
import org.genogate.cluster.finality.SignedMemory;
import org.genogate.cluster.simulation.SimulatedAgenda;
import org.genogate.ledger.Replication;
import org.genogate.ledger.checkpoint.Checkpoint;
import org.genogate.ledger.checkpoint.SignedNote;
import org.genogate.ledger.checkpoint.VerifierKey;
import org.genogate.ledger.event.ValidatorName;
import org.genogate.ledger.log.Appender;
import org.genogate.ledger.log.LedgerLog;
import org.genogate.ledger.log.LogAgendas;
import org.genogate.ledger.log.LogSettings;
import org.genogate.ledger.log.SimulatedDisk;
import org.jspecify.annotations.Nullable;

/// A simulated node with everything of ours in it but keys and HTTP: its disk, and one process
/// after another.
final class SimulatedNode {

  private static final int SEGMENT_BYTES = 4_000;
  private static final Instant BEGINNING = Instant.parse("2026-11-24T12:00:00Z");

  private final SimulatedCluster cluster;
  private final ValidatorName name;
  private final RandomGenerator random;
  private final Remembered signed = new Remembered();
  private SimulatedDisk disk = new SimulatedDisk();
  private Duration clockError = Duration.ZERO;
  private @Nullable Life life;
  private @Nullable Backup backup;
  private boolean marked;
  private Flaw flaw = Flaw.NONE;
  private Told told = new Told(0, List.of());
  private boolean joined;

  SimulatedNode(SimulatedCluster cluster, ValidatorName name, long seed) {
    this.cluster = cluster;
    this.name = name;
    this.random = new java.util.Random(seed);
  }

  /// What a node is rid of, to see that it is missed.
  enum Flaw {
    NONE,
    /// Its disk says that something is durable that is not.
    LYING_DISK,
    /// It answers without a lease.
    NO_LEASE
  }

  /// Who keeps the log, as the node's file says.
  record Told(int epoch, List<ValidatorName> members) {
    Told {
      members = List.copyOf(members);
    }
  }

  /// Makes it one of these, before its first start.
  void join(int epoch, List<ValidatorName> members) {
    told = new Told(epoch, members);
    joined = true;
  }

  private void changed(Replication.Keepers keepers, Set<ValidatorName> peers) {
    if (keepers.epoch().number() > told.epoch()) {
      told = new Told(keepers.epoch().number(), List.copyOf(keepers.names()));
    }
    if (peers.contains(name)) {
      cluster.network().peers(name, peers);
    }
  }

  /// A copy of all that this node has on its disk.
  private record Backup(SimulatedDisk disk, Optional<SignedMemory.Signed> signed, long floor) {}

  /// What a node remembers of its signatures, on a disk that keeps its word.
  private static final class Remembered implements SignedMemory {
    private @Nullable Signed last;
    private long floor;

    @Override
    public long floor() {
      return floor;
    }

    @Override
    public void keepFloor(long size) {
      floor = size;
    }

    @Override
    public Optional<Signed> read() {
      return Optional.ofNullable(last);
    }

    @Override
    public void keep(Signed signed) {
      last = signed;
    }
  }

  /// One process.
  private final class Life implements FinalityListener {
    final List<SimulatedAgenda> agendas;
    final NumberRules rules;
    final LedgerLog log;
    final Cluster part;
    final Appender appender;

    Life() throws IOException {
      long origin = random.nextLong(1L << 50);
      double rate = 1 + (random.nextDouble() - 0.5) / 500;
      agendas =
          List.of(
              agenda(origin, rate),
              agenda(origin, rate),
              agenda(origin, rate),
              agenda(origin, rate),
              agenda(origin, rate),
              agenda(origin, rate),
              agenda(origin, rate));
      rules = new NumberRules((index, leaf) -> cluster.folded(name, index, leaf));
      log = disk.open(settings(), rules);
      log.replay(0, rules::take);
      part =
          new Cluster(
              cluster.plan(name, told),
              new Surroundings(
                  cluster.network().link(name),
                  List.of(
                      Cosigner.ofEd25519(
                          SimulatedCluster.cosignerName(name), SimulatedCluster.cosignerKey(name))),
                  new VerifierKey(
                      SimulatedCluster.cosignerName(name),
                      VerifierKey.Kind.COSIGNER,
                      SimulatedCluster.cosignerKey(name).publicKey()),
                  signed,
                  new NoKeys(),
                  wall(),
                  random,
                  _ -> crash(true),
                  this,
                  SimulatedNode.this::changed),
              new Cluster.Agendas(
                  agendas.get(0),
                  agendas.get(1),
                  agendas.get(6),
                  new LogAgendas(agendas.get(2), agendas.get(3), agendas.get(4), agendas.get(5))));
      if (marked) {
        part.recover(() -> marked = false);
      }
      cluster.network().peers(name, Set.copyOf(told.members()));
      part.attach(log, seals(rules));
      log.start(part.ordering(), part.finality(), part.agendas(), part::folded);
      appender = part.begin();
    }

    private SimulatedAgenda agenda(long origin, double rate) {
      return new SimulatedAgenda(cluster.timeline(), origin, rate);
    }

    @Override
    public void refused(long index, String reason) {
      cluster.broken(new AssertionError(name + " refuses entry " + index + ": " + reason));
    }

    @Override
    public void equivocated(ValidatorName from, SignedNote ours, SignedNote theirs) {
      cluster.broken(new AssertionError(from + " has another history than " + name));
    }

    @Override
    public void rolledBack(ValidatorName validator, SignedNote more, SignedNote less) {
      cluster.rolledBack(validator);
    }

    @Override
    public void untimely(Checkpoint checkpoint, Duration ahead) {}
  }

  /// The seals of these logs say no time.
  private Replication.Above seals(NumberRules rules) {
    return new Replication.Above() {
      @Override
      public Replication.Seal seal(long size) {
        return new Replication.Seal(
            wall().instant(), cluster.policy(rules, rules.epochOfSeal(size - 1)));
      }

      @Override
      public Optional<Replication.Keepers> keepers() {
        return cluster.keepers(rules);
      }

      @Override
      public void keysCame() {}
    };
  }

  private LogSettings settings() {
    return new LogSettings(
        Path.of("/data"),
        SimulatedCluster.ORIGIN,
        SimulatedCluster.LOG_KEY,
        SEGMENT_BYTES,
        Duration.ofMillis(500),
        1_000);
  }

  private Clock wall() {
    return new Clock() {
      @Override
      public Instant instant() {
        return BEGINNING.plusNanos(cluster.timeline().nowNanos()).plus(clockError);
      }

      @Override
      public ZoneId getZone() {
        return ZoneOffset.UTC;
      }

      @Override
      public Clock withZone(ZoneId zone) {
        return this;
      }
    };
  }

  ValidatorName name() {
    return name;
  }

  boolean hasJoined() {
    return joined;
  }

  boolean isUp() {
    return life != null;
  }

  void have(Flaw one) {
    flaw = one;
  }

  /// Nothing happens to a node that is in no cluster yet.
  void start() {
    if (life == null && joined) {
      if (flaw == Flaw.LYING_DISK) {
        disk.lie();
      }
      try {
        life = new Life();
      } catch (IOException e) {
        throw new AssertionError(name + " does not start", e);
      }
    }
  }

  /// @param losesPower whether what was not forced may be lost
  void crash(boolean losesPower) {
    var dead = life;
    if (dead == null) {
      return;
    }
    life = null;
    dead.agendas.forEach(SimulatedAgenda::kill);
    cluster.network().unplug(name);
    if (losesPower) {
      var crashes = SimulatedDisk.Crash.values();
      var crash = crashes[random.nextInt(crashes.length)];
      disk = disk.afterPowerLoss(crash, new SplittableRandom(random.nextLong()));
    }
  }

  /// Copies the disk as it is.
  void backUp() {
    backup =
        new Backup(
            disk.afterPowerLoss(SimulatedDisk.Crash.EVERYTHING, new SplittableRandom(1)),
            signed.read(),
            signed.floor());
  }

  /// The disk is as it was when it was copied; the process has to begin anew, and knows that.
  void restore() {
    restoreUnnoticed();
    marked = true;
  }

  /// As [#restore], behind the process's back.
  void restoreUnnoticed() {
    crash(false);
    var copy = Objects.requireNonNull(backup, "nothing was copied");
    disk = copy.disk();
    signed.last = copy.signed().orElse(null);
    signed.floor = copy.floor();
  }

  void pause(Duration time) {
    if (life != null) {
      life.agendas.forEach(agenda -> agenda.pause(time));
    }
  }

  void setClock(Duration error) {
    clockError = error;
  }

  Optional<Appender> appender() {
    return Optional.ofNullable(life).map(alive -> alive.appender);
  }

  /// What a reader finds here, if this node would answer one.
  Optional<NumberRules> read() {
    return Optional.ofNullable(life)
        .filter(alive -> flaw == Flaw.NO_LEASE || alive.part.mayRead())
        .map(alive -> alive.rules);
  }

  Optional<NumberRules> rules() {
    return Optional.ofNullable(life).map(alive -> alive.rules);
  }

  Optional<LedgerLog> log() {
    return Optional.ofNullable(life).map(alive -> alive.log);
  }

  Optional<Cluster> part() {
    return Optional.ofNullable(life).map(alive -> alive.part);
  }
}
