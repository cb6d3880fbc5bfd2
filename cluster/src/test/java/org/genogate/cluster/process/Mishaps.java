package org.genogate.cluster.process;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;

/// Carries out what a campaign does to its nodes, and heals it. For one thread.
final class Mishaps {

  private static final int PIECE_BYTES = 1 << 16;
  private static final int BUSY_PIECES = 512;

  private final List<Seat> seats;
  private final Wiring wiring;
  private final History history;
  private final Random random;

  Mishaps(List<Seat> seats, Wiring wiring, History history, Random random) {
    this.seats = seats;
    this.wiring = wiring;
    this.history = history;
    this.random = random;
  }

  /// Does it, lets a few seconds pass, and heals it; every node is up, or about to be.
  ///
  /// @return to whom
  String happen(Fault fault) throws IOException, InterruptedException, ExecutionException {
    var leader = leader();
    var followers = new ArrayList<>(seats);
    followers.remove(leader);
    var follower = followers.get(random.nextInt(followers.size()));
    switch (fault) {
      case KILL_LEADER -> kill(List.of(leader), "the leader was killed");
      case KILL_FOLLOWER -> kill(List.of(follower), "");
      case KILL_ALL -> kill(seats, "all were killed");
      case STOP_LEADER -> freeze(List.of(leader), "the leader was stopped");
      case STOP_FOLLOWER -> freeze(List.of(follower), "");
      case STOP_ALL -> freeze(seats, "");
      case SPOIL_TILES -> spoil(leader);
      case CUT_LEADER -> {
        bridge().cut(number(leader));
        history.outage("the leader was cut off");
        pass();
        bridge().heal();
      }
      case CUT_FOLLOWER -> {
        bridge().cut(number(follower));
        pass();
        bridge().heal();
      }
      case CUT_BETWEEN_TWO -> {
        bridge().cut(number(leader), number(follower));
        pass();
        bridge().heal();
      }
      case CUT_ONE_WAY -> {
        boolean fromLeader = random.nextBoolean();
        bridge()
            .cutOneWay(
                number(fromLeader ? leader : follower), number(fromLeader ? follower : leader));
        pass();
        bridge().heal();
      }
      case BUSY_DISK -> keepBusy(follower.folder());
      case FULL_DISK -> fill(seats.getLast());
    }
    return leader.name() + " leads, " + follower.name() + " follows";
  }

  private Wiring.Bridged bridge() {
    if (wiring instanceof Wiring.Bridged bridged) {
      return bridged;
    }
    throw new IllegalStateException("nothing can be cut here");
  }

  private int number(Seat seat) {
    return seats.indexOf(seat);
  }

  /// Whom most believe to lead, or anybody.
  private Seat leader() throws InterruptedException, ExecutionException {
    for (var seat : seats) {
      try {
        var words = seat.ask("status").get(5, TimeUnit.SECONDS).split(" ", -1);
        for (var named : seats) {
          if (words.length > 1 && named.name().value().equals(words[1])) {
            return named;
          }
        }
      } catch (TimeoutException e) {
        // The next one may know.
      }
    }
    return seats.getFirst();
  }

  private void pass() {
    LockSupport.parkNanos(Duration.ofMillis(random.nextInt(1_000, 5_000)).toNanos());
  }

  private void kill(List<Seat> killed, String outage) throws IOException, InterruptedException {
    for (var seat : killed) {
      seat.kill();
    }
    if (!outage.isEmpty()) {
      history.outage(outage);
    }
    if (killed.size() == 1) {
      pass();
    }
    for (var seat : killed) {
      var _ = seat.start();
    }
  }

  private void freeze(List<Seat> frozen, String outage) throws IOException, InterruptedException {
    for (var seat : frozen) {
      seat.freeze();
    }
    if (!outage.isEmpty()) {
      history.outage(outage);
    }
    pass();
    for (var seat : frozen) {
      seat.thaw();
    }
  }

  /// Somebody else writes and forces on the same disk as fast as it takes it, for a few seconds.
  private void keepBusy(Path folder) throws IOException {
    long end = System.nanoTime() + Duration.ofSeconds(3).toNanos();
    var file = folder.resolve("busy");
    try (var channel = write(file)) {
      while (System.nanoTime() - end < 0) {
        for (int i = 0; i < BUSY_PIECES; i++) {
          channel.write(ByteBuffer.allocate(PIECE_BYTES), (long) i * PIECE_BYTES);
        }
        channel.force(true);
      }
    }
    Files.delete(file);
  }

  private static FileChannel write(Path file) throws IOException {
    return FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
  }

  /// The leader can order still, and not publish. It must end by itself, so that others lead.
  private void spoil(Seat seat) throws IOException, InterruptedException {
    var tiles = seat.folder().resolve("log/tiles/tile");
    var aside = tiles.resolveSibling("aside");
    Files.move(tiles, aside);
    Files.createFile(tiles);
    awaitEnd(seat);
    history.outage("the leader ended, unable to publish");
    Files.delete(tiles);
    Files.move(aside, tiles);
    var _ = seat.start();
  }

  private void awaitEnd(Seat seat) throws InterruptedException {
    if (!seat.expectEnd(15, TimeUnit.SECONDS)) {
      history.violated(seat.name() + " goes on although it cannot write");
      seat.kill();
    }
  }

  /// The node must end by itself: what it could not write it must not vouch for.
  private void fill(Seat seat) throws IOException, InterruptedException {
    var file = seat.folder().resolve("ballast");
    try (var channel = write(file)) {
      while (channel.write(ByteBuffer.allocate(PIECE_BYTES)) > 0) {
        // Until there is no room.
      }
    } catch (IOException e) {
      // There is none.
    }
    awaitEnd(seat);
    Files.delete(file);
    var _ = seat.start();
  }
}
