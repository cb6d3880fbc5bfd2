package org.genogate.cluster.process;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.locks.LockSupport;
import org.genogate.cluster.NumberRules;
import org.genogate.cluster.process.History.Kind;
import org.genogate.cluster.process.History.Wish;
import org.genogate.ledger.event.ValidatorName;
import org.genogate.ledger.log.LedgerLog;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What is left on disks after a campaign, and must be objected to: copies of what one node wrote,
/// of which one is doctored.
class VerdictIT {

  private static final long NUMBERS = 300;

  @TempDir private static Path written;

  private static Founding founding;
  private static long size;

  @TempDir private Path folder;

  private final History history = new History();
  private final List<Seat> seats = new ArrayList<>();

  @BeforeAll
  static void write() throws Exception {
    founding = new Founding(loopback(1));
    size = write(written.resolve("right"), 0);
    var _ = write(written.resolve("other"), NUMBERS);
  }

  private static Map<ValidatorName, InetSocketAddress> loopback(int nodes) throws IOException {
    var addresses = new TreeMap<ValidatorName, InetSocketAddress>();
    var wiring = Wiring.Loopback.of(nodes);
    for (int i = 0; i < nodes; i++) {
      addresses.put(new ValidatorName("node-" + (char) ('a' + i)), wiring.address(i));
    }
    return addresses;
  }

  /// @return entries on disk, seals among them
  private static long write(Path folder, long first) throws Exception {
    Files.createDirectories(folder);
    var rules = new LockedRules();
    var self = founding.members().getFirst();
    try (var node =
        Replica.open(founding, self, folder, rules, rules::take, VerdictIT::unexpected)) {
      for (long i = 1; i <= NUMBERS; i++) {
        var _ = node.appender().append(NumberRules.number(first + i)).get();
      }
      while (node.log().sealedSize() < node.log().size()) {
        LockSupport.parkNanos(10_000_000);
      }
      return node.log().size();
    }
  }

  private static void unexpected(Throwable cause) {
    throw new AssertionError("the node would end", cause);
  }

  @BeforeEach
  void copyToEachNode() throws IOException {
    for (var name : List.of("node-a", "node-b", "node-c")) {
      replace(name, "right");
      seats.add(
          new Seat(
              new ValidatorName(name),
              folder.resolve(name),
              folder.resolve("errors"),
              List.of(),
              List.of(),
              history::violated));
    }
  }

  private void replace(String name, String by) throws IOException {
    var to = folder.resolve(name);
    if (Files.exists(to)) {
      try (var walk = Files.walk(to)) {
        for (var path : walk.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(path);
        }
      }
    }
    var from = written.resolve(by);
    try (var walk = Files.walk(from)) {
      for (var path : walk.toList()) {
        Files.copy(path, to.resolve(from.relativize(path).toString()));
      }
    }
  }

  private List<String> judged() throws IOException {
    var _ = new Verdict(history, founding.policy()).judge(seats);
    return history.violations();
  }

  @Test
  void equalDisksThatHoldWhatWasPromisedAreNoViolation() throws Exception {
    history.acknowledged(new Wish(Kind.APPEND, 1), indexOf(1), System.nanoTime());

    assertThat(judged()).isEmpty();
  }

  /// Seals lie between the numbers.
  private long indexOf(long number) throws IOException {
    try (var log = LedgerLog.open(Replica.settings(folder.resolve("node-a")), new LockedRules())) {
      for (long index = 0; index < log.size(); index++) {
        if (new String(log.read(index).entry(), UTF_8).equals("number " + number)) {
          return index;
        }
      }
    }
    throw new AssertionError("no number " + number);
  }

  @Test
  void anAcknowledgedEntryThatIsOnNoDiskIsSeen() throws Exception {
    history.acknowledged(new Wish(Kind.APPEND, 9999), size, System.nanoTime());

    assertThat(judged())
        .hasSize(3)
        .allMatch(what -> what.endsWith("lacks entry %d, acknowledged".formatted(size)));
  }

  @Test
  void anAcknowledgedEntryWithAnotherInItsPlaceIsSeen() throws Exception {
    history.acknowledged(new Wish(Kind.APPEND, 9999), 1, System.nanoTime());

    assertThat(judged()).hasSize(3).allMatch(what -> what.endsWith("has another entry at 1"));
  }

  @Test
  void aForkIsSeenInEntriesCheckpointsAndTiles() throws Exception {
    replace("node-b", "other");

    assertThat(judged())
        .anyMatch(what -> what.startsWith("node-b has") && what.contains("other entries"))
        .anyMatch(what -> what.startsWith("node-b has another tile"));
  }

  @Test
  void aTileThatWasChangedIsSeen() throws Exception {
    var tile = folder.resolve("node-c").resolve("log/tiles/tile/0/000");
    var bytes = Files.readAllBytes(tile);
    bytes[40] ^= 1;
    Files.write(tile, bytes);

    assertThat(judged()).contains("node-c has another tile 0/000");
  }

  @Test
  void aTileThatIsGoneIsSeen() throws Exception {
    Files.delete(folder.resolve("node-c").resolve("log/tiles/tile/0/000"));

    assertThat(judged()).contains("not every node has tile 0/000");
  }

  @Test
  void aCheckpointWithoutAQuorumIsSeen() throws Exception {
    var more = new Founding(loopback(3));

    var _ = new Verdict(history, more.policy()).judge(seats);

    assertThat(history.violations())
        .isNotEmpty()
        .allMatch(what -> what.contains("without a quorum"));
  }
}
