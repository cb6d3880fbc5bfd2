package org.genogate.ledger.log;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.genogate.ledger.checkpoint.Checkpoint;
import org.genogate.ledger.checkpoint.InvalidNoteException;
import org.genogate.ledger.checkpoint.SignedNote;
import org.genogate.ledger.checkpoint.VerifierKey;
import org.genogate.ledger.key.SigningKey;
import org.genogate.ledger.log.SimulatedDisk.Crash;
import org.genogate.ledger.log.SimulatedDisk.Fault;
import org.genogate.ledger.merkle.Hash;
import org.genogate.ledger.merkle.TreeFrontier;
import org.junit.jupiter.api.Test;

/// The table of crash points: every step that the log takes on its disk fails once with its effect
/// and once without; then the power goes, and of what was not forced everything, nothing, or some
/// sectors and names are left. After each, no promise may be broken.
class CrashPointTest {

  private static final Path DIRECTORY = Path.of("/data/ledger");
  private static final String ORIGIN = "ledger.example.org/crash";
  private static final SigningKey KEY = SigningKey.ofSeed(new byte[32]);
  private static final VerifierKey VERIFIER =
      new VerifierKey(ORIGIN, VerifierKey.Kind.LOG, KEY.publicKey());

  /// So small that the story crosses several segments.
  private static final int SEGMENT_BYTES = 3000;

  /// Batches enough to fill a tile.
  private static final int STORY = 9;

  private static final int SEQUEL = 4;

  /// What was promised to anybody, in any life of the log.
  private static final class Promises {
    final Map<Long, Hash> acknowledged = new TreeMap<>();
    final List<byte[]> signed = new ArrayList<>();
  }

  /// The log without its threads: what each step does is the same every time.
  private record Life(LedgerLog log, QueuedAgenda agenda) {

    static Life begin(Disk disk) throws IOException {
      var settings =
          new LogSettings(DIRECTORY, ORIGIN, KEY, SEGMENT_BYTES, Duration.ofHours(1), 65_536);
      var life = new Life(LedgerLog.open(settings, new OpaqueRules(), disk), new QueuedAgenda());
      var agenda = life.agenda();
      life.log()
          .start(
              new AloneOrdering(agenda),
              Finality.ofOwnSignature(),
              new LogAgendas(agenda, agenda, agenda, Runnable::run),
              _ -> {});
      agenda.runAll();
      return life;
    }

    /// Batches of different sizes, now and then a seal; fills the first tile and goes beyond.
    void play(String name, Promises promises, int batches) {
      for (int i = 0; i < batches; i++) {
        for (int j = 0; j < 1 + i * 17 % 97; j++) {
          var entry = "%s: entry %d of batch %d".formatted(name, j, i).getBytes(UTF_8);
          var outcome = log.appender().append(new Draft(entry, new byte[i * j % 60]));
          var _ =
              outcome.thenAccept(place -> promises.acknowledged.put(place.index(), place.leaf()));
        }
        agenda.runAll();
        if (i % 3 == 1) {
          var _ = log.seal();
          agenda.runAll();
        }
      }
    }
  }

  @Test
  void noCrashBreaksAPromise() throws Exception {
    long seed = 20261124;
    int steps = stepsOfTheStory();
    assertThat(steps).isGreaterThan(100);
    for (int step = 1; step <= steps; step++) {
      for (Fault fault : Fault.values()) {
        for (Crash crash : Crash.values()) {
          var where = "step %d %s, then %s left, seed %d".formatted(step, fault, crash, seed);
          try {
            crashAt(step, fault, crash, new SplittableRandom(seed + step));
          } catch (IOException | AssertionError e) {
            throw new AssertionError(where, e);
          }
        }
      }
    }
  }

  private static int stepsOfTheStory() throws IOException {
    var disk = new SimulatedDisk();
    Life.begin(disk).play("first", new Promises(), STORY);
    return disk.steps();
  }

  private static void crashAt(int step, Fault fault, Crash crash, SplittableRandom random)
      throws Exception {
    var promises = new Promises();
    var first = new SimulatedDisk();
    first.failAt(step, fault);
    live(first, "first", promises, STORY);

    // The next life may fail too, at any step of its recovery or later.
    var second = first.afterPowerLoss(crash, random);
    verifyServed(second);
    second.failAt(1 + random.nextInt(60), fault);
    live(second, "second", promises, SEQUEL);

    var third = second.afterPowerLoss(crash, random);
    verifyServed(third);
    live(third, "third", promises, SEQUEL);
    verify(third, promises);
  }

  /// Whoever reads the files alone, before any recovery, finds every tile of the checkpoint there.
  private static void verifyServed(SimulatedDisk disk) throws Exception {
    var tiles = DIRECTORY.resolve("tiles");
    if (disk.exists(tiles.resolve("checkpoint"))) {
      var served = checkpoint(disk.read(tiles.resolve("checkpoint")));
      var reader = new TileReader(disk, tiles, served::size);

      assertThat(reader.over(0, served.size())).isEqualTo(served.root());
      assertThat(disk.exists(tiles.resolve("checkpoints/" + served.size()))).isTrue();
    }
  }

  private static void live(SimulatedDisk disk, String name, Promises promises, int batches)
      throws IOException {
    try {
      Life.begin(disk).play(name, promises, batches);
    } catch (CorruptLogException e) {
      throw e;
    } catch (IOException e) {
      assertThat(e).hasMessageStartingWith("the disk failed");
    } finally {
      promises.signed.addAll(disk.notes());
    }
  }

  private static void verify(SimulatedDisk disk, Promises promises) throws Exception {
    var found = Life.begin(disk);
    var leaves = new LinkedHashMap<Long, Hash>();
    var roots = new LinkedHashMap<Long, Hash>();
    var frontier = new TreeFrontier();
    found
        .log()
        .replay(
            0,
            stored -> {
              leaves.put(stored.index(), stored.leaf());
              frontier.append(stored.leaf());
              roots.put(frontier.size(), frontier.root());
            });

    assertThat(leaves).containsAllEntriesOf(promises.acknowledged);
    for (byte[] note : promises.signed) {
      var checkpoint = checkpoint(note);
      assertThat(roots).containsEntry(checkpoint.size(), checkpoint.root());
    }
    assertThat(derived(disk)).isEqualTo(rebuilt(disk));
  }

  private static Checkpoint checkpoint(byte[] note) throws InvalidNoteException {
    return Checkpoint.verify(SignedNote.parse(note), VERIFIER);
  }

  /// What a node derives that was left with the segments alone.
  private static Map<Path, Hash> rebuilt(SimulatedDisk disk) throws IOException {
    var bare = new SimulatedDisk();
    disk.files(DIRECTORY.resolve("segments")).forEach(bare::add);
    var _ = Life.begin(bare);
    return derived(bare);
  }

  private static Map<Path, Hash> derived(SimulatedDisk disk) {
    var digests = new TreeMap<Path, Hash>();
    disk.files(DIRECTORY.resolve("tiles"))
        .forEach((path, content) -> digests.put(path, Hash.sha256(content)));
    return digests;
  }

  @Test
  void whatAKilledProcessLeftIsMadeDurableBeforeItIsBuiltOn() throws Exception {
    int steps = stepsOfTheStory();
    for (int step = 1; step <= steps; step++) {
      var promises = new Promises();
      var disk = new SimulatedDisk();
      disk.failAt(step, Fault.PERSISTED);
      live(disk, "killed", promises, STORY);
      disk.failAt(Integer.MAX_VALUE, Fault.PERSISTED);
      // The next process sees bytes that are not durable, a seal perhaps, and publishes it.
      var _ = Life.begin(disk);
      promises.signed.addAll(disk.notes());

      verify(disk.afterPowerLoss(Crash.NOTHING, new SplittableRandom(step)), promises);
    }
  }
}
