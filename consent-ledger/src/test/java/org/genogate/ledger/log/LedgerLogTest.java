package org.genogate.ledger.log;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.genogate.ledger.checkpoint.Checkpoint;
import org.genogate.ledger.checkpoint.VerifierKey;
import org.genogate.ledger.key.SigningKey;
import org.genogate.ledger.merkle.Hash;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LedgerLogTest {

  private static final String ORIGIN = "ledger.example.org/test";
  private static final SigningKey KEY = SigningKey.ofSeed(new byte[32]);
  private static final VerifierKey VERIFIER =
      new VerifierKey(ORIGIN, VerifierKey.Kind.LOG, KEY.publicKey());

  @TempDir Path directory;

  private LogSettings settings() {
    return new LogSettings(directory, ORIGIN, KEY, 1 << 16, Duration.ofHours(1), 65_536);
  }

  private LedgerLog started() throws IOException {
    return TestLogs.started(settings(), new OpaqueRules());
  }

  private static Draft draft(String entry) {
    return new Draft(entry.getBytes(UTF_8), new byte[] {1, 2, 3});
  }

  private static void append(LedgerLog log, String name, int count) {
    var all = new ArrayList<CompletableFuture<Committed>>();
    for (int i = 0; i < count; i++) {
      all.add(log.appender().append(draft(name + " " + i)));
    }
    all.forEach(CompletableFuture::join);
  }

  @Test
  void anAppendedEntryCanBeReadAndProven() throws Exception {
    try (var log = started()) {
      var committed = log.appender().append(draft("first")).get();
      append(log, "more", 600);
      long size = log.seal().get();

      assertThat(committed).isEqualTo(new Committed(0, Hash.leaf("first".getBytes(UTF_8))));
      assertThat(log.read(0).payload()).containsExactly(1, 2, 3);
      assertThat(size).isEqualTo(602).isEqualTo(log.sealedSize()).isEqualTo(log.size());
      for (long index : new long[] {0, 1, 255, 256, 511, 512, 600, 601}) {
        var proof = log.proof(index).orElseThrow();
        proof.verify(log.read(index).leaf(), VERIFIER);
      }
    }
  }

  @Test
  void everyCheckpointIsConsistentWithEveryLaterOne() throws Exception {
    try (var log = started()) {
      for (int i = 0; i < 12; i++) {
        append(log, "round " + i, 1 + 13 * i);
        log.seal().get();
      }

      var sizes = log.checkpointSizes();
      assertThat(sizes).hasSize(12);
      for (long older : sizes) {
        for (long newer : sizes.subList(sizes.indexOf(older), sizes.size())) {
          log.consistency(older, newer).verify(root(log, older), root(log, newer));
        }
      }
    }
  }

  private static Hash root(LedgerLog log, long size) throws Exception {
    return Checkpoint.verify(log.checkpoint(size).orElseThrow(), VERIFIER).root();
  }

  @Test
  void nothingIsLostAcrossRestarts() throws Exception {
    for (int life = 0; life < 4; life++) {
      try (var log = started()) {
        append(log, "life " + life, 100);
      }
    }

    try (var log = LedgerLog.open(settings(), new OpaqueRules())) {
      var entries = new ArrayList<String>();
      log.replay(0, entry -> entries.add(new String(entry.entry(), UTF_8)));
      assertThat(entries).hasSize(404).contains("life 0 0", "life 3 99");
      assertThat(log.sealedSize()).isEqualTo(404);
    }
  }

  @Test
  void derivedFilesAreRebuiltByteForByte() throws Exception {
    try (var log = started()) {
      for (int i = 0; i < 5; i++) {
        append(log, "round " + i, 150);
        log.seal().get();
      }
    }
    var before = files(directory.resolve("tiles"));
    for (Path file : before.keySet()) {
      Files.delete(file);
    }

    started().close();

    assertThat(files(directory.resolve("tiles"))).isEqualTo(before);
  }

  private static Map<Path, Hash> files(Path below) throws IOException {
    var files = new TreeMap<Path, Hash>();
    try (var paths = Files.walk(below)) {
      for (Path path : paths.filter(Files::isRegularFile).toList()) {
        files.put(path, Hash.sha256(Files.readAllBytes(path)));
      }
    }
    return files;
  }

  @Test
  void aRefusedEntryIsNotWrittenAndTheLogGoesOn() throws Exception {
    try (var log = started()) {
      var refused = log.appender().append(draft("no, never"));

      assertThatThrownBy(refused::get)
          .isInstanceOf(ExecutionException.class)
          .hasCause(new RefusedEntryException("it says no"));
      assertThat(log.appender().append(draft("yes")).get().index()).isZero();
    }
  }

  @Test
  void theSameEntryTwiceIsOneEntry() throws Exception {
    try (var log = started()) {
      var first = log.appender().append(draft("once"));
      var second = log.appender().append(draft("once"));

      assertThat(second.get()).isEqualTo(first.get());
      assertThat(log.size()).isEqualTo(1);
    }
  }

  @Test
  void aFailedDiskEndsTheLogForGood() throws Exception {
    var disk = new SimulatedDisk();
    var log = TestLogs.start(LedgerLog.open(settings(), new OpaqueRules(), disk));
    log.appender().append(draft("kept")).get();
    disk.failAt(disk.steps() + 2, SimulatedDisk.Fault.NOT_PERSISTED);

    var lost = log.appender().append(draft("lost"));

    assertThatThrownBy(lost::get).hasCauseInstanceOf(AppendFailedException.class);
    disk.failAt(Integer.MAX_VALUE, SimulatedDisk.Fault.NOT_PERSISTED);
    assertThatThrownBy(() -> log.appender().append(draft("later")).get())
        .hasCauseInstanceOf(AppendFailedException.class);
    assertThatThrownBy(() -> log.sealed(0).get()).hasCauseInstanceOf(AppendFailedException.class);
    assertThat(log.size()).isEqualTo(1);
    log.close();
  }

  @Test
  void aFailureToPublishEndsTheLogToo() throws Exception {
    var disk = new SimulatedDisk();
    var log = TestLogs.start(LedgerLog.open(settings(), new OpaqueRules(), disk));
    log.appender().append(draft("kept")).get();
    // The seal takes two steps to be durable; the third belongs to the tiles.
    disk.failAt(disk.steps() + 3, SimulatedDisk.Fault.NOT_PERSISTED);

    assertThatThrownBy(() -> log.seal().get()).hasCauseInstanceOf(AppendFailedException.class);
    assertThatThrownBy(() -> log.appender().append(draft("later")).get())
        .hasCauseInstanceOf(AppendFailedException.class);
    assertThat(log.checkpoint()).isEmpty();
    log.close();
  }

  @Test
  void aLogThatFailsSaysSo() throws Exception {
    var disk = new SimulatedDisk();
    try (var log = TestLogs.start(LedgerLog.open(settings(), new OpaqueRules(), disk))) {
      log.appender().append(draft("kept")).get();
      var failed = log.failed();
      assertThat(failed).isNotDone();
      // As above: the tiles cannot be written.
      disk.failAt(disk.steps() + 3, SimulatedDisk.Fault.NOT_PERSISTED);

      assertThatThrownBy(() -> log.seal().get()).hasCauseInstanceOf(AppendFailedException.class);

      assertThat(failed.get()).isInstanceOf(IOException.class);
    }
  }

  @Test
  void rulesThatThrowEndTheLog() throws Exception {
    var rules =
        new OpaqueRules() {
          @Override
          public Optional<Broken> committed(List<StoredEntry> batch) {
            throw new IllegalStateException("the owner is confused");
          }
        };
    try (var log = TestLogs.started(settings(), rules)) {

      assertThatThrownBy(() -> log.appender().append(draft("first")).get())
          .hasCauseInstanceOf(AppendFailedException.class);
      assertThatThrownBy(() -> log.appender().append(draft("second")).get())
          .hasCauseInstanceOf(AppendFailedException.class);
    }
  }

  @Test
  void aClosedLogTakesNothing() throws Exception {
    var log = started();
    log.close();

    assertThatThrownBy(() -> log.appender().append(draft("late")).get())
        .hasCauseInstanceOf(AppendFailedException.class);
  }

  @Test
  void oneDirectoryHasOneLog() throws Exception {
    try (var _ = started()) {
      assertThatThrownBy(() -> LedgerLog.open(settings(), new OpaqueRules()))
          .isInstanceOf(IOException.class)
          .hasMessageContaining("open in this process already");
    }
  }

  @Test
  void aLogThatSignedMoreThanItHoldsIsRefused() throws Exception {
    try (var log = started()) {
      append(log, "round", 10);
    }
    try (var segments = Files.list(directory.resolve("segments"))) {
      for (Path segment : segments.toList()) {
        Files.delete(segment);
      }
    }

    assertThatThrownBy(() -> LedgerLog.open(settings(), new OpaqueRules()))
        .isInstanceOf(CorruptLogException.class)
        .hasMessageContaining("a checkpoint of size 11 is signed, but 0 entries are stored");
  }

  @Test
  void anotherHistoryThanWasSignedIsRefused(@TempDir Path other) throws Exception {
    try (var log = started()) {
      append(log, "one history", 10);
    }
    var forked = new LogSettings(other, ORIGIN, KEY, 1 << 16, Duration.ofHours(1), 65_536);
    try (var log = TestLogs.started(forked, new OpaqueRules())) {
      append(log, "another one", 10);
    }
    var name = Segment.name(0);
    Files.copy(
        other.resolve("segments").resolve(name),
        directory.resolve("segments").resolve(name),
        StandardCopyOption.REPLACE_EXISTING);

    assertThatThrownBy(() -> LedgerLog.open(settings(), new OpaqueRules()))
        .isInstanceOf(CorruptLogException.class)
        .hasMessage("the entries stored have another root at size 11 than was signed");
  }

  @Test
  void aDamagedLogLiesAsideAndItsVoteStays() throws Exception {
    try (var log = started()) {
      append(log, "round", 10);
    }
    Files.write(directory.resolve("ordering").resolve("vote"), new byte[] {7});
    Files.write(directory.resolve("ordering").resolve("base"), new byte[] {8});
    var segment = directory.resolve("segments").resolve(Segment.name(0));
    byte[] bytes = Files.readAllBytes(segment);
    bytes[200] ^= 1;
    Files.write(segment, bytes);
    assertThatThrownBy(() -> LedgerLog.open(settings(), new OpaqueRules()))
        .isInstanceOf(CorruptLogException.class);

    var aside = LedgerLog.setAside(settings(), Set.of("vote"));

    assertThat(aside.resolve("segments").resolve(Segment.name(0))).hasBinaryContent(bytes);
    assertThat(aside.resolve("base")).exists();
    assertThat(directory.resolve("ordering").resolve("vote")).hasBinaryContent(new byte[] {7});
    try (var log = started()) {
      assertThat(log.size()).isZero();
    }
  }

  @Test
  void readersSeeOnlyWholeEntriesWhileOthersAppend() throws Exception {
    try (var log = started();
        var threads = Executors.newFixedThreadPool(4)) {
      var writing = new AtomicBoolean(true);
      var readers = new ArrayList<Future<?>>();
      for (int i = 0; i < 4; i++) {
        readers.add(threads.submit(() -> readAndProveWhile(writing, log)));
      }
      for (int i = 0; i < 8; i++) {
        append(log, "round " + i, 200);
        log.seal().get();
      }
      writing.set(false);
      for (Future<?> reader : readers) {
        assertThat(reader.get()).isNull();
      }
    }
  }

  private static Void readAndProveWhile(AtomicBoolean writing, LedgerLog log) throws Exception {
    while (writing.get()) {
      long size = log.size();
      if (size > 0) {
        assertThat(log.read(size - 1).index()).isEqualTo(size - 1);
      }
      long sealed = log.sealedSize();
      if (sealed > 0) {
        var proof = log.proof(sealed / 2).orElseThrow();
        proof.verify(log.read(sealed / 2).leaf(), VERIFIER);
      }
    }
    return null;
  }

  @Test
  void newsIsSealedWithoutBeingAsked() throws Exception {
    var settings = new LogSettings(directory, ORIGIN, KEY, 1 << 16, Duration.ofMillis(1), 65_536);
    try (var log = TestLogs.started(settings, new OpaqueRules())) {
      var first = log.appender().append(draft("first")).get();
      var second = log.appender().append(draft("second")).get();

      assertThat(log.sealed(first.index()).get()).isPositive();
      assertThat(log.sealed(second.index()).get()).isGreaterThan(second.index());
    }
  }

  @Test
  void whoeverWaitsForACommitCannotHoldUpTheLog() throws Exception {
    var never = new CompletableFuture<Committed>();
    try (var log = started()) {
      var first = log.appender().append(draft("first"));
      var stuck = CompletableFuture.runAsync(() -> first.thenAccept(_ -> never.join()).join());

      assertThat(log.appender().append(draft("second")).get().index()).isEqualTo(1);
      never.complete(new Committed(0, Hash.zero()));
      assertThat(stuck.get()).isNull();
    }
  }
}
