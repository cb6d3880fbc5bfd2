package org.genogate.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.genogate.ledger.consent.Asking;
import org.genogate.ledger.consent.Cohort;
import org.genogate.ledger.consent.ConsentFold;
import org.genogate.ledger.consent.ConsentTerms;
import org.genogate.ledger.consent.Decision;
import org.genogate.ledger.consent.Grantee;
import org.genogate.ledger.consent.Inquiry;
import org.genogate.ledger.duo.DataUse;
import org.genogate.ledger.duo.Purpose;
import org.genogate.ledger.event.AccessId;
import org.genogate.ledger.event.Asked;
import org.genogate.ledger.event.Basis;
import org.genogate.ledger.event.ByRelease;
import org.genogate.ledger.event.CoarsePurpose;
import org.genogate.ledger.event.ConsentId;
import org.genogate.ledger.event.DatasetTag;
import org.genogate.ledger.event.Entry;
import org.genogate.ledger.event.Event.ConsentGranted;
import org.genogate.ledger.event.Event.ConsentRevoked.Scope;
import org.genogate.ledger.event.PersonTag;
import org.genogate.ledger.log.AloneOrdering;
import org.genogate.ledger.log.Batch;
import org.genogate.ledger.log.LogAgendas;
import org.genogate.ledger.log.StoredEntry;
import org.genogate.ledger.log.ThreadAgenda;
import org.genogate.ledger.merkle.Hash;
import org.genogate.ledger.receipt.AccessSeen;
import org.genogate.ledger.receipt.AccessSeen.Ending;
import org.genogate.ledger.receipt.Outcome;
import org.genogate.ledger.state.PublicFold;
import org.genogate.ledger.vault.Vault;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LedgerTest {

  @TempDir private Path folder;

  private final SecureRandom random = new SecureRandom();
  private final PersonTag alice = PersonTag.random(random);
  private final PersonTag bob = PersonTag.random(random);
  private final DatasetTag dataset = DatasetTag.random(random);
  private Vault vault;
  private Ledger ledger;

  @BeforeEach
  void begin() throws Exception {
    vault = Vault.create(folder.resolve("vault"), folder.resolve("master.key"), random);
    vault.addPeople(List.of(alice, bob));
    ledger = Ledger.open(folder.resolve("ledger"), vault, Clock.systemUTC(), random, alone());
    var _ = ledger.publish(dataset, 1, "cohort", new byte[32], new byte[] {1}).join();
  }

  private static Replication alone() {
    var agenda = new ThreadAgenda("ledger");
    return new Alone(new AloneOrdering(agenda), LogAgendas.alone(agenda));
  }

  @AfterEach
  void end() throws Exception {
    ledger.close();
    vault.close();
  }

  private static ConsentTerms health() {
    return new ConsentTerms(
        new Grantee.Anyone(),
        Set.of(),
        Set.of(new DataUse.HealthResearch()),
        Instant.EPOCH,
        Instant.MAX,
        Set.of(),
        Hash.zero());
  }

  private CompletableFuture<Recorded> grant(PersonTag person) {
    return ledger.consents().grant(person, ConsentId.random(random), health(), Asked.AT_DESK);
  }

  @Test
  void aPersonWhoseKeyIsElsewhereIsNotWrittenAboutYet() {
    var stranger = PersonTag.random(random);
    long before = ledger.log().size();

    var granted = grant(stranger);
    var denied =
        ledger.consents().deny(stranger, ConsentId.random(random), health(), Asked.AT_DESK);
    var revoked = ledger.consents().revoke(stranger, new Scope.EveryGrant(), Asked.AT_DESK);

    assertThat(granted).isCompletedExceptionally();
    assertThat(denied).isCompletedExceptionally();
    assertThat(revoked.join().index()).isGreaterThanOrEqualTo(before);
  }

  private Decision decide() {
    var view = ledger.view().consent();
    return view.decide(
        new Inquiry(dataset, new Purpose.HealthResearch(), new Asking("r", "o")),
        Instant.now(),
        view.everyone());
  }

  private Cohort allowed() {
    return ((Decision.Allowed) decide()).cohort();
  }

  private AccessId access() {
    var id = AccessId.random(random);
    var opening =
        new Opening(
            id,
            Basis.CONSENT,
            dataset,
            1,
            CoarsePurpose.RESEARCH,
            ledger.view(),
            Instant.now(),
            allowed(),
            new ByRelease.None(),
            new Who("researcher-1", "university", "project-1", "HMB", "cohort", "regions=22"));
    var _ = ledger.accesses().open(opening).join();
    return id;
  }

  private void reopen() throws Exception {
    ledger.close();
    ledger = Ledger.open(folder.resolve("ledger"), vault, Clock.systemUTC(), random, alone());
  }

  @Test
  void aGrantActsOnceItIsSealedAndARevocationAtOnce() {
    var _ = grant(alice).join();
    ledger.awaitSealed();
    assertThat(allowed().people().count()).isEqualTo(1);

    var _ = ledger.consents().revoke(alice, new Scope.EveryGrant(), Asked.AT_DESK).join();

    assertThat(decide()).isInstanceOf(Decision.Refused.class);
  }

  @Test
  void whatIsAllowedIsTheSameAfterARestart() throws Exception {
    var _ = grant(alice).join();
    var _ = grant(bob).join();
    var _ = ledger.consents().revoke(bob, new Scope.EveryGrant(), Asked.AT_DESK).join();
    ledger.awaitSealed();
    var before = allowed().people();
    var root = ledger.view().stateRoot();

    reopen();

    assertThat(allowed().people()).isEqualTo(before);
    assertThat(ledger.view().stateRoot()).isEqualTo(root);
  }

  @Test
  void eventsOfOnePersonAtTheSameMomentAllComeToBe() {
    var grants = new ArrayList<CompletableFuture<Recorded>>();
    for (int i = 0; i < 8; i++) {
      grants.add(grant(alice));
    }

    assertThat(grants).allSatisfy(grant -> assertThat(grant.join().index()).isPositive());
    assertThat(ledger.view().consent().of(alice, Instant.now())).hasSize(8);
  }

  @Test
  void anAccessThatAStopCutOffIsClosedAsUnknown() throws Exception {
    var _ = grant(alice).join();
    ledger.awaitSealed();
    var id = access();
    assertThat(ending(id)).isInstanceOf(Ending.ReadingNow.class);

    reopen();
    ledger.awaitSealed();

    assertThat(ledger.history().underWay()).isEmpty();
    assertThat(ending(id))
        .isInstanceOfSatisfying(
            Ending.Closed.class,
            closed -> assertThat(closed.detail().outcome()).isEqualTo(Outcome.UNKNOWN));
  }

  @Test
  void aReceiptProvesTheAccessToThePersonAndToWhoeverAskedAndToNobodyElse() throws Exception {
    var _ = grant(alice).join();
    ledger.awaitSealed();
    var id = access();
    var _ = ledger.accesses().close(id, Outcome.COMPLETE, 10, 1, Hash.zero(), 5).join();

    var mine = ledger.receipts().forPerson(alice, id).orElseThrow();
    var theirs = ledger.receipts().forRequester("researcher-1", id).orElseThrow();

    assertThat(mine.verify(mine.log()).access().access()).isEqualTo(id);
    assertThat(theirs.verify(theirs.log()).access().access()).isEqualTo(id);
    assertThat(ledger.receipts().forPerson(bob, id)).isEmpty();
    assertThat(ledger.receipts().forRequester("researcher-2", id)).isEmpty();
  }

  @Test
  void aPayloadOpensBesideItsOwnEntryAlone() throws Exception {
    var first = ledger.log().read(grant(alice).join().index());
    var second = ledger.log().read(grant(alice).join().index());
    var moved =
        new StoredEntry(
            second.index(),
            second.term(),
            Batch.Kind.ENTRY,
            second.leaf(),
            second.entry(),
            first.payload());
    var commitment = ((ConsentGranted) Entry.decode(first.entry()).event()).commitment();
    var payloads = new Payloads(vault, random, _ -> {});

    assertThat(payloads.openForPerson(alice, first, commitment)).isPresent();
    assertThat(payloads.openForPerson(alice, moved, commitment)).isEmpty();
    assertThat(payloads.openForPerson(bob, first, commitment)).isEmpty();
  }

  private Ending ending(AccessId id) {
    return ledger.history().find(id).map(AccessSeen.Access::ending).orElseThrow();
  }

  @Test
  void whatIsUnderWayHereIsNotAbandoned() throws Exception {
    var _ = grant(alice).join();
    ledger.awaitSealed();
    var access = access();

    ledger.accesses().closeAbandoned().join();

    assertThat(ledger.history().underWay())
        .extracting(seen -> seen.event().access())
        .containsExactly(access);
  }

  @Test
  void aFoldThatWasReplayedGoesBackToWhatIsCommitted() throws Exception {
    ledger.awaitSealed();
    var log = ledger.log();
    var origin = Files.readString(folder.resolve("ledger").resolve("origin")).strip();
    var folds =
        new Folds(
            PublicFold.empty(origin),
            new PrivateFold(new Payloads(vault, random, _ -> {}), ConsentFold.empty()),
            Clock.systemUTC());
    for (long index = 0; index < log.size(); index++) {
      folds.replay(log.read(index), true);
    }

    folds.abandon();

    assertThat(folds.publicly(PublicFold::size)).isEqualTo(log.size());
  }
}
