package org.genogate.cluster.lease;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import org.genogate.cluster.link.Link;
import org.genogate.cluster.simulation.SimulatedMachine;
import org.genogate.ledger.event.ValidatorName;

/// Just enough Raft for leases to stand on: votes, terms, and a log whose entries are the terms
/// they were ordered in. It is quick to change its leader, and sends whole logs.
final class ToyConsensus {

  private static final Duration BEAT = Duration.ofMillis(50);
  private static final byte ASK = 1;
  private static final byte VOTE = 2;
  private static final byte APPEND = 3;
  private static final byte STORED = 4;

  /// What outlives a crash.
  static final class Disk {
    long term;
    String vote = "";
    List<Long> log = new ArrayList<>();
  }

  /// Who is told.
  interface Listener {
    void elected(long term);

    void leading(long term);

    void following();

    void committed(int size);
  }

  private final RandomGenerator random;
  private final SimulatedMachine machine;
  private final Link link;
  private final List<ValidatorName> voters;
  private final Disk disk;
  private final Listener listener;

  private final Set<ValidatorName> votes = new HashSet<>();
  private final Map<ValidatorName, Integer> stored = new TreeMap<>();
  private boolean candidate;
  private boolean leader;
  private boolean told;
  private long leadTerm;
  private int committed;
  private long elections;

  ToyConsensus(
      RandomGenerator random,
      SimulatedMachine machine,
      Link link,
      List<ValidatorName> voters,
      Disk disk,
      Listener listener) {
    this.random = random;
    this.machine = machine;
    this.link = link;
    this.voters = voters;
    this.disk = disk;
    this.listener = listener;
  }

  void start() {
    link.listen(
        Link.Channel.ORDERING,
        (from, message) -> machine.execute(() -> received(from, ByteBuffer.wrap(message))));
    awaitLeader();
    beat();
  }

  /// The entry's place, or -1 if this node does not lead.
  int propose() {
    if (!leader || !told || leadTerm != disk.term) {
      return -1;
    }
    disk.log.add(disk.term);
    stored.put(machine.name(), disk.log.size());
    sendLog();
    advance();
    return disk.log.size();
  }

  private void awaitLeader() {
    long mine = ++elections;
    machine.schedule(
        Duration.ofMillis(random.nextLong(300, 900)),
        () -> {
          if (mine == elections && !leader) {
            campaign();
          }
        });
  }

  void campaign() {
    stepTo(disk.term + 1);
    disk.vote = machine.name().value();
    candidate = true;
    votes.clear();
    votes.add(machine.name());
    var ask = ByteBuffer.allocate(25).put(ASK).putLong(disk.term).putLong(lastTerm());
    broadcast(ask.putLong(disk.log.size()));
    count();
    awaitLeader();
  }

  private long lastTerm() {
    return disk.log.isEmpty() ? 0 : disk.log.getLast();
  }

  private void broadcast(ByteBuffer message) {
    byte[] bytes = new byte[message.capacity()];
    message.flip().get(bytes);
    voters.stream()
        .filter(voter -> !voter.equals(machine.name()))
        .forEach(voter -> link.send(voter, Link.Channel.ORDERING, bytes));
  }

  private void stepTo(long term) {
    if (term > disk.term) {
      disk.term = term;
      disk.vote = "";
      candidate = false;
      if (leader) {
        leader = false;
        listener.following();
        awaitLeader();
      }
    }
  }

  private void received(ValidatorName from, ByteBuffer message) {
    byte kind = message.get();
    long term = message.getLong();
    stepTo(term);
    if (term < disk.term) {
      return;
    }
    switch (kind) {
      case ASK -> asked(from, message.getLong(), message.getLong());
      case VOTE -> {
        votes.add(from);
        count();
      }
      case APPEND -> appended(from, message);
      case STORED -> {
        if (leader) {
          stored.merge(from, message.getInt(), Math::max);
          advance();
        }
      }
      default -> throw new AssertionError(kind);
    }
  }

  private void asked(ValidatorName from, long lastTerm, long size) {
    boolean newer = lastTerm > lastTerm() || (lastTerm == lastTerm() && size >= disk.log.size());
    if (newer && (disk.vote.isEmpty() || disk.vote.equals(from.value()))) {
      disk.vote = from.value();
      awaitLeader();
      link.send(
          from, Link.Channel.ORDERING, ByteBuffer.allocate(9).put(VOTE).putLong(disk.term).array());
    }
  }

  private void count() {
    if (candidate && votes.size() > voters.size() / 2) {
      candidate = false;
      leader = true;
      told = false;
      leadTerm = disk.term;
      listener.elected(disk.term);
      stored.clear();
      disk.log.add(disk.term);
      stored.put(machine.name(), disk.log.size());
      sendLog();
      advance();
    }
  }

  private void beat() {
    if (leader) {
      sendLog();
    }
    machine.schedule(BEAT, this::beat);
  }

  private void sendLog() {
    var append = ByteBuffer.allocate(13 + Long.BYTES * disk.log.size()).put(APPEND);
    append.putLong(disk.term).putInt(committed);
    disk.log.forEach(append::putLong);
    broadcast(append);
  }

  private void appended(ValidatorName from, ByteBuffer message) {
    candidate = false;
    awaitLeader();
    int known = message.getInt();
    var log = new ArrayList<Long>();
    while (message.hasRemaining()) {
      log.add(message.getLong());
    }
    // An older one of the same leader may say less; it never says otherwise.
    boolean less = log.size() < disk.log.size() && log.equals(disk.log.subList(0, log.size()));
    if (!less) {
      disk.log = log;
    }
    commit(Math.min(known, disk.log.size()));
    link.send(
        from,
        Link.Channel.ORDERING,
        ByteBuffer.allocate(13).put(STORED).putLong(disk.term).putInt(log.size()).array());
  }

  private void advance() {
    for (int size = disk.log.size(); size > committed; size--) {
      int enough = size;
      long copies = stored.values().stream().filter(count -> count >= enough).count();
      if (copies > voters.size() / 2 && disk.log.get(size - 1) == disk.term) {
        commit(size);
        sendLog();
        break;
      }
    }
  }

  private void commit(int size) {
    if (size > committed) {
      committed = size;
      listener.committed(size);
    }
    if (leader && !told && committed > 0 && disk.log.get(committed - 1) == disk.term) {
      told = true;
      listener.leading(disk.term);
    }
  }
}
