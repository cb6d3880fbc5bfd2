package org.genogate.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.genogate.ledger.checkpoint.VerifierKey;
import org.genogate.ledger.consent.Asking;
import org.genogate.ledger.consent.ConsentTerms;
import org.genogate.ledger.consent.Decision;
import org.genogate.ledger.consent.Grantee;
import org.genogate.ledger.consent.Inquiry;
import org.genogate.ledger.consent.StandingConsent;
import org.genogate.ledger.consent.StandingConsent.State;
import org.genogate.ledger.consent.StandingConsent.Wording;
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
import org.genogate.ledger.event.Event.ErasureDone;
import org.genogate.ledger.event.PersonTag;
import org.genogate.ledger.log.AloneOrdering;
import org.genogate.ledger.log.LedgerLog;
import org.genogate.ledger.log.LogAgendas;
import org.genogate.ledger.log.RefusedEntryException;
import org.genogate.ledger.log.ThreadAgenda;
import org.genogate.ledger.merkle.Hash;
import org.genogate.ledger.receipt.Outcome;
import org.genogate.ledger.vault.KeyName;
import org.genogate.ledger.vault.Vault;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What becomes of a person's data and of what was done with it, once their erasure is ordered.
class LedgerErasureTest {

  private static final Inquiry INQUIRY =
      new Inquiry(
          new DatasetTag(new UUID(7, 7)),
          new Purpose.GeneralResearch(),
          new Asking("researcher-1", "institute"));

  @TempDir private Path folder;

  private final SecureRandom random = new SecureRandom();
  private final PersonTag alice = PersonTag.random(random);
  private final PersonTag bob = PersonTag.random(random);
  private Vault vault;
  private Ledger ledger;

  @BeforeEach
  void begin() throws Exception {
    vault = Vault.create(vaultFolder(), masterKey(), random);
    vault.addPeople(List.of(alice, bob));
    ledger = open();
    var _ = ledger.publish(INQUIRY.dataset(), 1, "cohort", new byte[32], map()).join();
    grant(alice);
    grant(bob);
    ledger.awaitSealed();
  }

  @AfterEach
  void end() throws Exception {
    ledger.close();
    vault.close();
  }

  private static byte[] map() {
    return new byte[] {1};
  }

  private Path vaultFolder() {
    return folder.resolve("vault");
  }

  private Path masterKey() {
    return folder.resolve("master.key");
  }

  private Ledger open() throws IOException {
    var agenda = new ThreadAgenda("ledger");
    var alone = new Alone(new AloneOrdering(agenda), LogAgendas.alone(agenda));
    return Ledger.open(folder.resolve("ledger"), vault, Clock.systemUTC(), random, alone);
  }

  private void stop() throws IOException {
    ledger.close();
    vault.close();
  }

  private void start() throws IOException {
    vault = Vault.open(vaultFolder(), masterKey(), random);
    ledger = open();
  }

  private void grant(PersonTag person) {
    var _ =
        ledger.consents().grant(person, ConsentId.random(random), terms(), Asked.AT_DESK).join();
  }

  private static ConsentTerms terms() {
    return new ConsentTerms(
        new Grantee.Anyone(),
        Set.of(),
        Set.of(new DataUse.GeneralResearch()),
        Instant.EPOCH,
        Instant.MAX,
        Set.of(),
        Hash.zero());
  }

  private Decision decide() {
    var view = ledger.view().consent();
    return view.decide(INQUIRY, Instant.now(), view.everyone());
  }

  private List<PersonTag> allowed() {
    var view = ledger.view().consent();
    return List.of(alice, bob).stream()
        .filter(
            person -> view.decideFor(person, INQUIRY, Instant.now()) instanceof Decision.Allowed)
        .toList();
  }

  private AccessId access() {
    var id = AccessId.random(random);
    var who = new Who("researcher-1", "institute", "project", "GRU", "cohort", "regions=22");
    var opening =
        new Opening(
            id,
            Basis.CONSENT,
            INQUIRY.dataset(),
            1,
            CoarsePurpose.RESEARCH,
            ledger.view(),
            Instant.now(),
            ((Decision.Allowed) decide()).cohort(),
            new ByRelease.None(),
            who);
    var _ = ledger.accesses().open(opening).join();
    var _ = ledger.accesses().close(id, Outcome.COMPLETE, 10, 1, Hash.zero(), 5).join();
    return id;
  }

  private void erase(PersonTag person) {
    var _ = ledger.consents().erase(person, Asked.AT_DESK).join();
    awaitDone(person);
  }

  private void awaitDone(PersonTag person) {
    await(() -> ledger.consents().erasure(person).filter(ErasureStatus::isComplete).isPresent());
  }

  private static void await(BooleanSupplier condition) {
    for (int tries = 0; !condition.getAsBoolean(); tries++) {
      assertThat(tries).as("it never came to be").isLessThan(3_000);
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(5));
    }
  }

  private List<StandingConsent> consents(PersonTag person) {
    return ledger.view().consent().of(person, Instant.now());
  }

  private List<ErasureDone> said() throws Exception {
    var said = new ArrayList<ErasureDone>();
    for (long index = 0; index < ledger.log().size(); index++) {
      if (Entry.decode(ledger.log().read(index).entry()).event() instanceof ErasureDone done) {
        said.add(done);
      }
    }
    return said;
  }

  @Test
  void anOrderEndsEveryGrantBeforeItIsAcknowledged() {
    assertThat(allowed()).containsExactly(alice, bob);
    var waits = new AtomicInteger();
    ledger.beforeObeying(waits::incrementAndGet);

    var _ = ledger.consents().erase(alice, Asked.AT_DESK).join();

    assertThat(allowed()).containsExactly(bob);
    assertThat(waits).hasValue(1);
  }

  @Test
  void theKeyIsDestroyedAndTheLedgerSaysSo() throws Exception {
    erase(alice);

    assertThat(vault.isErased(KeyName.of(alice))).isTrue();
    assertThat(vault.knows(alice)).isFalse();
    assertThat(vault.knows(bob)).isTrue();
    assertThat(said()).extracting(ErasureDone::person).containsExactly(alice);
    assertThat(ledger.consents().erasure(alice).orElseThrow())
        .satisfies(status -> {
          assertThat(status.isFinal()).isTrue();
          assertThat(status.nodes()).isEqualTo(1);
          assertThat(status.waitingFor()).isEmpty();
        });
    assertThat(ledger.consents().erasure(bob)).isEmpty();
  }

  @Test
  void theTermsAreGoneFromMemoryToo() {
    erase(alice);

    await(() -> consents(alice).stream().allMatch(one -> one.wording() instanceof Wording.Missing));
    assertThat(consents(alice)).extracting(StandingConsent::state).containsExactly(State.STOPPED);
    assertThat(consents(bob))
        .allSatisfy(one -> assertThat(one.wording()).isInstanceOf(Wording.Opened.class));
  }

  @Test
  void nothingIsGivenToTheErased() {
    var _ = ledger.consents().erase(alice, Asked.AT_DESK).join();

    assertThatThrownBy(() -> grant(alice)).hasCauseInstanceOf(RefusedEntryException.class);
    assertThatThrownBy(() ->
            ledger.consents().deny(alice, ConsentId.random(random), terms(), Asked.AT_DESK).join())
        .hasCauseInstanceOf(RefusedEntryException.class);
    awaitDone(alice);
    assertThatThrownBy(() -> grant(alice)).hasCauseInstanceOf(RefusedEntryException.class);
  }

  @Test
  void aRestartFindsWhatWasThereWithoutThePerson() throws Exception {
    var access = access();
    erase(alice);
    grant(bob);
    ledger.awaitSealed();
    var root = ledger.view().stateRoot();

    stop();
    start();

    assertThat(ledger.view().stateRoot()).isEqualTo(root);
    assertThat(allowed()).containsExactly(bob);
    assertThat(consents(alice)).extracting(StandingConsent::state).containsExactly(State.STOPPED);
    assertThat(ledger.history().of(alice, ledger.view().consent())).hasSize(1);
    assertThat(ledger.history().find(access)).isPresent();
    assertThat(ledger.consents().erasure(alice)).hasValueSatisfying(ErasureStatus::isComplete);
    assertThat(said()).hasSize(1);
  }

  @Test
  void accessesStillVerifyForEverybodyAndSoDoesTheLog() throws Exception {
    var access = access();
    erase(alice);
    ledger.awaitSealed();

    var bobs = ledger.receipts().forPerson(bob, access).orElseThrow();
    var alices = ledger.receipts().forPerson(alice, access).orElseThrow();
    var theirs = ledger.receipts().forRequester("researcher-1", access).orElseThrow();

    for (var receipt : List.of(bobs, alices, theirs)) {
      assertThat(receipt.verify(receipt.log()).access().access()).isEqualTo(access);
    }
    var key = VerifierKey.parse(Files.readString(folder.resolve("ledger/vkey")).strip());
    assertThat(LedgerAudit.verify(new Served(ledger.log()), key).entriesRead()).isTrue();
  }

  @Test
  void aVaultPutBackToABackupLosesTheKeyAgain() throws Exception {
    stop();
    var keys = Files.readAllBytes(vaultFolder().resolve("keys"));
    var master = Files.readAllBytes(masterKey());
    start();
    erase(alice);
    stop();
    Files.write(vaultFolder().resolve("keys"), keys);
    Files.write(masterKey(), master);
    try (var restored = Vault.open(vaultFolder(), masterKey(), random)) {
      assertThat(restored.knows(alice)).isTrue();
    }

    start();

    await(() -> !vault.knows(alice));
    assertThat(allowed()).containsExactly(bob);
    assertThat(said()).hasSize(1);
  }

  @Test
  void aDiskThatFailsIsToldAndTheNextStartGoesOn() throws Exception {
    var inTheWay = vaultFolder().resolve("keys.new").resolve("in-the-way");
    Files.createDirectories(inTheWay);
    var _ = ledger.consents().erase(alice, Asked.AT_DESK).join();

    assertThat(ledger.erasureFailure().join()).isInstanceOf(IOException.class);
    assertThat(said()).isEmpty();
    stop();
    Files.delete(inTheWay);
    Files.delete(inTheWay.getParent());
    start();

    awaitDone(alice);
    assertThat(vault.knows(alice)).isFalse();
  }

  /// As it is served.
  private record Served(LedgerLog log) implements LedgerAudit.Source {
    @Override
    public List<Long> checkpointSizes() {
      return log.checkpointSizes();
    }

    @Override
    public byte[] checkpoint(long size) throws IOException {
      return log.checkpoint(size).orElseThrow().toBytes();
    }

    @Override
    public byte[] leafTile(long n, int width) throws IOException {
      return log.hashTile(0, n, width).orElseThrow();
    }

    @Override
    public Optional<byte[]> entryBundle(long n, int width) throws IOException {
      return log.entryBundle(n, width);
    }
  }
}
