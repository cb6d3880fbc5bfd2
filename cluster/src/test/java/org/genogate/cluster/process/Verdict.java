package org.genogate.cluster.process;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.genogate.ledger.checkpoint.InvalidNoteException;
import org.genogate.ledger.checkpoint.Policy;
import org.genogate.ledger.log.LedgerLog;
import org.genogate.ledger.merkle.Hash;

/// Compares what the nodes left on their disks with what they promised. They have ended.
final class Verdict {

  private static final String PARTIAL = ".p/";

  private final History history;
  private final Policy policy;

  Verdict(History history, Policy policy) {
    this.history = history;
    this.policy = policy;
  }

  /// @return what was compared
  String judge(List<Seat> seats) throws IOException {
    // First: opening a log makes anew what it lacks.
    int tiles = tiles(seats);
    var first = new ArrayList<Hash>();
    var roots = new TreeMap<Long, Hash>();
    int checkpoints = 0;
    for (var seat : seats) {
      try (var log = LedgerLog.open(Replica.settings(seat.folder()), new LockedRules())) {
        entries(seat, log, first);
        promises(seat, log);
        for (long size : log.checkpointSizes()) {
          checkpoint(seat, log, size, roots);
          checkpoints++;
        }
      }
    }
    return "%d entries on each node, %d checkpoints verified, %d tiles compared%n"
        .formatted(first.size(), checkpoints, tiles);
  }

  private void entries(Seat seat, LedgerLog log, List<Hash> first) throws IOException {
    var leaves = new ArrayList<Hash>();
    log.replay(0, stored -> leaves.add(stored.leaf()));
    if (first.isEmpty()) {
      first.addAll(leaves);
    }
    if (!leaves.equals(first)) {
      history.violated(
          "%s has %d other entries than the first node's %d"
              .formatted(seat.name(), leaves.size(), first.size()));
    }
  }

  private void promises(Seat seat, LedgerLog log) throws IOException {
    for (var promise : history.promised().entrySet()) {
      long index = promise.getKey();
      if (index >= log.size()) {
        history.violated("%s lacks entry %d, acknowledged".formatted(seat.name(), index));
      } else if (!new String(log.read(index).entry(), UTF_8).equals(promise.getValue().entry())) {
        history.violated("%s has another entry at %d".formatted(seat.name(), index));
      }
    }
  }

  private void checkpoint(Seat seat, LedgerLog log, long size, Map<Long, Hash> roots)
      throws IOException {
    try {
      var checkpoint = policy.verify(log.checkpoint(size).orElseThrow());
      var earlier = roots.putIfAbsent(size, checkpoint.root());
      if (earlier != null && !earlier.equals(checkpoint.root())) {
        history.violated("%s has another root at %d".formatted(seat.name(), size));
      }
      if (!log.root(size).equals(Optional.of(checkpoint.root()))) {
        history.violated("%s has tiles of another root at %d".formatted(seat.name(), size));
      }
    } catch (InvalidNoteException e) {
      history.violated("%s published %d without a quorum".formatted(seat.name(), size));
    }
  }

  /// Full tiles stand on every node; a partial one may have been passed over by a node that was
  /// away, or be gone already, but what is there is the same.
  private int tiles(List<Seat> seats) throws IOException {
    var all = new TreeMap<String, byte[]>();
    var counts = new TreeMap<String, Integer>();
    for (var seat : seats) {
      var root = seat.folder().resolve("log/tiles/tile");
      for (var file : files(root)) {
        var name = root.relativize(file).toString();
        var bytes = Files.readAllBytes(file);
        var earlier = all.putIfAbsent(name, bytes);
        if (earlier != null && !Arrays.equals(earlier, bytes)) {
          history.violated("%s has another tile %s".formatted(seat.name(), name));
        }
        counts.merge(name, 1, Integer::sum);
      }
    }
    counts.forEach((name, count) -> {
      if (count < seats.size() && !name.contains(PARTIAL)) {
        history.violated("not every node has tile " + name);
      }
    });
    return all.size();
  }

  private static List<Path> files(Path root) throws IOException {
    if (!Files.exists(root)) {
      return List.of();
    }
    try (var paths = Files.walk(root)) {
      return paths.filter(Files::isRegularFile).toList();
    }
  }
}
