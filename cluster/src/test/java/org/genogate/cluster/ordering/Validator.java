package org.genogate.cluster.ordering;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.genogate.cluster.simulation.DiskFaults;
import org.genogate.cluster.simulation.Platter;
import org.genogate.cluster.simulation.SimulatedAgenda;
import org.genogate.cluster.simulation.SimulatedStore;
import org.genogate.ledger.event.ValidatorName;
import org.genogate.ledger.log.Batch;
import org.genogate.ledger.log.NotOrderedException;
import org.genogate.ledger.log.Ordering;
import org.jspecify.annotations.Nullable;

/// A simulated node: its disk, and one process after another.
final class Validator {

  private final World world;
  private final ValidatorName name;
  private final List<ValidatorName> founders;
  private final Platter platter = new Platter();
  private final Random random;
  private DiskFaults faults = DiskFaults.none();
  private @Nullable Life life;

  Validator(World world, ValidatorName name, List<ValidatorName> founders, long seed) {
    this.world = world;
    this.name = name;
    this.founders = founders;
    this.random = new Random(seed);
  }

  /// One process.
  private final class Life implements Ordering.Listener {
    final SimulatedAgenda agenda;
    final SimulatedStore store;
    final RaftOrdering ordering;
    long reported;
    long leadingTerm;

    Life() {
      agenda =
          new SimulatedAgenda(
              world.timeline(), random.nextLong(1L << 50), 1 + (random.nextDouble() - 0.5) / 500);
      store = new SimulatedStore(platter, random, faults, agenda::spend);
      var link = world.network().link(name);
      ordering =
          new RaftOrdering(
              link,
              "example.org/log",
              founders,
              agenda,
              random,
              world.settings(),
              new PeerEntries(link, "example.org/log", agenda, this::give),
              _ -> crash(true));
    }

    private Optional<MissingEntries.Piece> give(long firstIndex, long end, int mostBytes) {
      return store
          .entries(firstIndex, Math.min(end, reported), 3)
          .map(run -> new MissingEntries.Piece(run.term(), run.batch()));
    }

    @Override
    public void leading(long term) {
      if (store.tail() != reported) {
        throw new AssertionError(name + " leads with entries that were not reported");
      }
      world.judge().leading(name, term);
      leadingTerm = term;
      world.timeline().note(term);
    }

    @Override
    public void following() {
      leadingTerm = 0;
    }

    @Override
    public void committed(long term, long firstIndex, int count) {
      if (life != this) {
        return;
      }
      if (firstIndex != reported || count <= 0) {
        throw new AssertionError(name + " reports " + firstIndex + " after " + reported);
      }
      for (long index = firstIndex; index < firstIndex + count; index++) {
        var item =
            platter
                .durableItem(index)
                .orElseThrow(() -> new AssertionError(name + " reports what is not durable"));
        world.judge().committed(name, index, Judge.id(item));
        world.timeline().note(index ^ Judge.id(item));
      }
      reported = firstIndex + count;
    }

    @Override
    public void failed(Throwable cause) {
      if (life == this && cause instanceof AssertionError error) {
        world.broken(error);
      }
      leadingTerm = 0;
    }
  }

  ValidatorName name() {
    return name;
  }

  Platter platter() {
    return platter;
  }

  boolean isUp() {
    return life != null;
  }

  void start() {
    if (life != null) {
      return;
    }
    try {
      var born = new Life();
      life = born;
      born.reported = born.store.committed();
      born.ordering.start(born.store, born);
    } catch (IOException e) {
      throw new AssertionError(name + " does not start", e);
    }
  }

  /// @param losesPower whether what was not forced may be lost
  void crash(boolean losesPower) {
    var dead = life;
    if (dead == null) {
      return;
    }
    life = null;
    dead.agenda.kill();
    world.network().unplug(name);
    if (losesPower) {
      platter.lose(random);
    } else {
      platter.survive();
    }
  }

  void stop() {
    if (life != null) {
      life.ordering.close();
      crash(false);
    }
  }

  void pause(Duration time) {
    if (life != null) {
      life.agenda.pause(time);
    }
  }

  void faults(DiskFaults now) {
    faults = now;
    if (life != null) {
      life.store.faults(now);
    }
  }

  Optional<RaftOrdering> ordering() {
    return Optional.ofNullable(life).map(alive -> alive.ordering);
  }

  void transfer() {
    if (life != null) {
      var _ = life.ordering.transfer();
    }
  }

  void changeMembers(List<ValidatorName> members) {
    if (life != null) {
      var _ = life.ordering.changeMembers(members);
    }
  }

  boolean leads() {
    return life != null && life.leadingTerm != 0;
  }

  long reported() {
    return life == null ? 0 : life.reported;
  }

  Standing standing() {
    return ordering().orElseThrow().standing();
  }

  /// Proposes some batches in a row, if this node leads.
  void propose(int batches, int entries) {
    var alive = life;
    if (alive == null || alive.leadingTerm == 0) {
      return;
    }
    long at = alive.store.tail();
    for (int i = 0; i < batches; i++) {
      var batch = world.batch(entries);
      long first = at;
      var _ =
          alive
              .ordering
              .propose(alive.leadingTerm, first, batch)
              .whenComplete((_, failure) -> outcome(alive, first, batch, failure));
      at += entries;
    }
  }

  private void outcome(Life asked, long first, Batch batch, @Nullable Throwable failure) {
    // What a dead process says, nobody hears.
    if (life != asked) {
      return;
    }
    for (int i = 0; i < batch.count(); i++) {
      long id = Judge.id(batch.items().get(i));
      if (failure == null) {
        world.acknowledged(first + i, id, asked.ordering.standing().members().size());
      } else if (failure instanceof NotOrderedException) {
        world.notOrdered(id);
      }
    }
  }
}
