package org.genogate.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import org.genogate.ledger.event.Asked;
import org.genogate.ledger.event.DestroyedBy;
import org.genogate.ledger.event.Event.ErasureDone;
import org.genogate.ledger.event.Event.ErasureOrdered;
import org.genogate.ledger.event.EventId;
import org.genogate.ledger.event.PersonTag;
import org.genogate.ledger.event.ValidatorName;
import org.genogate.ledger.log.Agenda;
import org.genogate.ledger.log.Committed;
import org.genogate.ledger.log.Draft;
import org.genogate.ledger.log.NotOrderedException;
import org.genogate.ledger.log.RefusedEntryException;
import org.genogate.ledger.merkle.Hash;
import org.genogate.ledger.vault.Tombstone;
import org.genogate.ledger.vault.Vault;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// One node's part in an erasure, step by step, on an agenda that the test turns.
class ErasingTest {

  private static final DestroyedBy ME = new DestroyedBy.Validator(new ValidatorName("me"));
  private static final DestroyedBy PEER = new DestroyedBy.Validator(new ValidatorName("peer"));
  private static final long ORDER = 4;

  @TempDir private Path folder;

  private final SecureRandom random = new SecureRandom();
  private final PersonTag alice = PersonTag.random(random);
  private final Erasures erasures = new Erasures();
  private final Turned agenda = new Turned();
  private final Said said = new Said();
  private final List<PersonTag> forgotten = new ArrayList<>();
  private final List<IOException> failures = new ArrayList<>();
  private Optional<DestroyedBy> name = Optional.of(ME);
  private Vault vault;

  @BeforeEach
  void begin() throws IOException {
    vault = Vault.create(folder.resolve("vault"), folder.resolve("master.key"), random);
    vault.addPeople(List.of(alice));
    erasures.apply(
        ORDER, new ErasureOrdered(EventId.random(random), alice, Asked.AT_DESK, Instant.EPOCH));
  }

  @AfterEach
  void end() throws IOException {
    vault.close();
  }

  /// Runs what is due, and what was put off when it is told to.
  private static final class Turned implements Agenda {
    private final Queue<Runnable> ready = new ArrayDeque<>();
    private final Queue<Runnable> later = new ArrayDeque<>();

    @Override
    public long nanoTime() {
      return 0;
    }

    @Override
    public void execute(Runnable task) {
      ready.add(task);
    }

    @Override
    public void schedule(Duration delay, Runnable task) {
      later.add(task);
    }

    void turn() {
      while (!ready.isEmpty()) {
        ready.remove().run();
      }
    }

    void wakeUp() {
      ready.addAll(later);
      later.clear();
      turn();
    }
  }

  /// What was appended, and what is to become of it.
  private static final class Said implements org.genogate.ledger.log.Appender {
    private final List<Draft> drafts = new ArrayList<>();
    private final Queue<CompletableFuture<Committed>> answers = new ArrayDeque<>();

    @Override
    public CompletableFuture<Committed> append(Draft draft) {
      drafts.add(draft);
      var answer = new CompletableFuture<Committed>();
      answers.add(answer);
      return answer;
    }
  }

  private final class Me implements Erasing.Self {
    @Override
    public Optional<DestroyedBy> name() {
      return name;
    }

    @Override
    public Draft saying(PersonTag person, DestroyedBy by) {
      return new Draft(new byte[] {(byte) random.nextInt()}, new byte[0]);
    }
  }

  private Erasing erasing() {
    return new Erasing(
        erasures,
        vault,
        new Me(),
        said,
        new Erasing.Effects(
            (Collection<PersonTag> people) -> forgotten.addAll(people), failures::add),
        agenda);
  }

  private void seal() {
    erasures.sealed(ORDER + 1);
  }

  private void stands(DestroyedBy by) {
    erasures.apply(ORDER + 2, new ErasureDone(EventId.random(random), alice, by, Instant.EPOCH));
  }

  @Test
  void nothingIsDestroyedBeforeTheOrderIsFinal() {
    var erasing = erasing();
    erasures.sealed(ORDER);

    erasing.look();
    agenda.turn();

    assertThat(vault.knows(alice)).isTrue();
    assertThat(erasures.isFinal(Tombstone.of(alice))).isFalse();
    assertThat(said.drafts).isEmpty();

    seal();
    erasing.look();
    agenda.turn();

    assertThat(vault.knows(alice)).isFalse();
    assertThat(erasures.isFinal(Tombstone.of(alice))).isTrue();
    assertThat(forgotten).containsExactly(alice);
    assertThat(said.drafts).hasSize(1);
  }

  @Test
  void aWordThatWasNotOrderedIsSaidAgainWithTheSameBytes() {
    seal();
    var erasing = erasing();
    erasing.look();
    agenda.turn();

    said.answers.remove().completeExceptionally(new NotOrderedException("nobody leads"));
    agenda.turn();
    agenda.wakeUp();

    assertThat(said.drafts).hasSize(2);
    assertThat(said.drafts.get(1)).isSameAs(said.drafts.get(0));
  }

  @Test
  void aWordIsSaidUntilItStandsAndNotAfter() {
    seal();
    var erasing = erasing();
    erasing.look();
    agenda.turn();
    stands(PEER);
    erasing.look();
    agenda.turn();
    assertThat(said.drafts).hasSize(1);

    stands(ME);
    said.answers.remove().complete(new Committed(ORDER + 2, Hash.zero()));
    agenda.turn();
    agenda.wakeUp();
    agenda.wakeUp();

    assertThat(said.drafts).hasSize(1);
    assertThat(agenda.later).isEmpty();
  }

  @Test
  void aRefusedWordIsMadeAnew() {
    seal();
    var erasing = erasing();
    erasing.look();
    agenda.turn();

    said.answers.remove().completeExceptionally(new RefusedEntryException("no validator"));
    agenda.turn();
    agenda.wakeUp();

    assertThat(said.drafts).hasSize(2);
    assertThat(said.drafts.get(1)).isNotSameAs(said.drafts.get(0));
  }

  @Test
  void aStartAfterACrashSaysWhatWasDoneBefore() throws IOException {
    vault.erase(List.of(alice));
    seal();

    erasing().look();
    agenda.turn();

    assertThat(said.drafts).hasSize(1);
  }

  @Test
  void aStartDestroysAgainWhatItSaidItHadAlready() {
    stands(ME);
    seal();

    erasing().look();
    agenda.turn();

    assertThat(vault.knows(alice)).isFalse();
    assertThat(said.drafts).isEmpty();
  }

  @Test
  void whoeverIsNoValidatorDestroysAndSaysNothing() {
    name = Optional.empty();
    seal();

    erasing().look();
    agenda.turn();

    assertThat(vault.knows(alice)).isFalse();
    assertThat(said.drafts).isEmpty();
  }

  @Test
  void nothingIsSaidIfTheDiskFailsAndItIsToldOnce() throws IOException {
    Files.createDirectories(folder.resolve("vault").resolve("keys.new").resolve("in-the-way"));
    seal();

    erasing().look();
    agenda.turn();
    agenda.wakeUp();

    assertThat(said.drafts).isEmpty();
    assertThat(failures).hasSize(1);
  }
}
