package org.genogate.gateway.campaign;

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
import java.util.concurrent.locks.LockSupport;

/// Carries out what a campaign does to its nodes, and heals it. For one thread.
final class Mishaps {

  private static final int PIECE_BYTES = 1 << 16;
  private static final Duration FULL_DISK_PATIENCE = Duration.ofSeconds(30);
  private static final Duration SLOW = Duration.ofMillis(150);
  private static final Duration SLOW_FOR = Duration.ofSeconds(4);

  /// More than a seal may be off, and less than a token.
  private static final int LEAST_JUMP_SECONDS = 6;

  private static final int MOST_JUMP_SECONDS = 40;

  private final List<Seat> seats;
  private final Network network;
  private final History history;
  private final Random random;

  Mishaps(List<Seat> seats, Network network, History history, Random random) {
    this.seats = seats;
    this.network = network;
    this.history = history;
    this.random = random;
  }

  /// Does it, lets a few seconds pass, and heals it; every node is up, or about to be.
  ///
  /// @return to whom
  String happen(Fault fault) throws IOException, InterruptedException {
    var leader = leader();
    var followers = new ArrayList<>(seats);
    followers.remove(leader);
    var follower = followers.get(random.nextInt(followers.size()));
    var roles = leader.name() + " leads, " + follower.name() + " follows";
    return switch (fault) {
      case KILL_LEADER -> kill(List.of(leader), "the leader was killed") + roles;
      case KILL_FOLLOWER -> kill(List.of(follower), "") + roles;
      case KILL_ALL -> kill(seats, "all were killed") + roles;
      case STOP_LEADER -> freeze(List.of(leader), "the leader was stopped") + roles;
      case STOP_FOLLOWER -> freeze(List.of(follower), "") + roles;
      case STOP_ALL -> freeze(seats, "") + roles;
      case CUT_LEADER, CUT_FOLLOWER, CUT_BETWEEN_TWO, CUT_ONE_WAY ->
          cut(fault, leader.number(), follower.number()) + roles;
      case FULL_DISK -> fill(seats.getLast()) + roles;
      case SLOW_DISK -> slow(List.of(random.nextBoolean() ? leader : follower)) + roles;
      case SLOW_DISK_OF_ALL -> slow(seats) + roles;
      case CLOCK_JUMP -> jump(random.nextBoolean() ? leader : follower) + roles;
    };
  }

  /// Whom the first that answers believes to lead.
  private Seat leader() throws InterruptedException {
    for (var seat : seats) {
      var name = seat.get("/v1/custodian/cluster").json().getString("leader", "");
      for (var named : seats) {
        if (named.name().equals(name)) {
          return named;
        }
      }
    }
    return seats.getFirst();
  }

  private void pass() {
    LockSupport.parkNanos(Duration.ofMillis(random.nextInt(1_500, 5_000)).toNanos());
  }

  private String kill(List<Seat> killed, String outage) throws IOException {
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
      seat.start();
    }
    return "";
  }

  private String freeze(List<Seat> frozen, String outage) throws IOException {
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
    return "";
  }

  private String cut(Fault fault, int leader, int follower) throws IOException {
    if (!(network instanceof Network.Bridged bridge)) {
      throw new IllegalStateException("nothing can be cut here");
    }
    switch (fault) {
      case CUT_LEADER -> {
        bridge.cut(leader);
        history.outage("the leader was cut off");
      }
      case CUT_FOLLOWER -> bridge.cut(follower);
      case CUT_BETWEEN_TWO -> bridge.cut(leader, follower);
      default -> {
        boolean fromLeader = random.nextBoolean();
        bridge.cutOneWay(fromLeader ? leader : follower, fromLeader ? follower : leader);
      }
    }
    pass();
    bridge.heal();
    return "";
  }

  /// The node must end by itself: what it could not write it must not vouch for.
  private String fill(Seat seat) throws IOException, InterruptedException {
    var ballast = seat.data().resolveSibling("ballast");
    fill(ballast);
    if (!seat.expectEnd(FULL_DISK_PATIENCE)) {
      history.violated(seat.name() + " goes on although it cannot write");
      seat.kill();
    }
    Files.delete(ballast);
    seat.start();
    return "disk of " + seat.name() + "; ";
  }

  private static void fill(Path ballast) throws IOException {
    try (var channel =
        FileChannel.open(ballast, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
      while (channel.write(ByteBuffer.allocate(PIECE_BYTES)) > 0) {
        // Until there is no room.
      }
    } catch (IOException e) {
      if (!Files.exists(ballast)) {
        throw e;
      }
    }
  }

  private String slow(List<Seat> slow) throws IOException, InterruptedException {
    var tracers = new ArrayList<Process>();
    for (var seat : slow) {
      tracers.add(seat.slowedDisk(SLOW));
    }
    LockSupport.parkNanos(SLOW_FOR.toNanos());
    for (var tracer : tracers) {
      Seat.atUsualSpeed(tracer);
    }
    return "disk of %s; ".formatted(slow.stream().map(Seat::name).toList());
  }

  /// Forward or back, and after some seconds right again.
  private String jump(Seat seat) throws IOException {
    int seconds = random.nextInt(LEAST_JUMP_SECONDS, MOST_JUMP_SECONDS);
    var ahead = Duration.ofSeconds(random.nextBoolean() ? seconds : -seconds);
    seat.setClock(ahead);
    pass();
    seat.setClock(Duration.ZERO);
    return "%s by %+d s; ".formatted(seat.name(), ahead.toSeconds());
  }
}
