package org.genogate.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.genogate.ledger.consent.ConsentFold;
import org.genogate.ledger.duo.Purpose;
import org.genogate.ledger.event.Asked;
import org.genogate.ledger.event.DatasetTag;
import org.genogate.ledger.event.Endorsement;
import org.genogate.ledger.event.Entry;
import org.genogate.ledger.event.EntrySignature;
import org.genogate.ledger.event.KeyRole;
import org.genogate.ledger.event.ReleaseId;
import org.genogate.ledger.key.SigningKey;
import org.genogate.ledger.log.AloneOrdering;
import org.genogate.ledger.log.LogAgendas;
import org.genogate.ledger.log.RefusedEntryException;
import org.genogate.ledger.log.ThreadAgenda;
import org.genogate.ledger.release.ReleaseRequest;
import org.genogate.ledger.release.ReleaseTerms;
import org.genogate.ledger.release.ReleaseTerms.Question;
import org.genogate.ledger.state.PublicFold;
import org.genogate.ledger.vault.Vault;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A log whose first law wants releases.
class ReleasesTest {

  private static final Instant END = Instant.parse("2040-01-01T00:00:00Z");
  private static final Instant BEFORE = END.minusMillis(1);
  private static final Purpose HEALTH = new Purpose.HealthResearch();
  private static final Question QUESTION =
      new Question("researcher-1", "university", "project-1", "cohort", HEALTH);

  @TempDir private Path folder;

  private final SecureRandom random = new SecureRandom();
  private final DatasetTag dataset = DatasetTag.random(random);
  private final ReleaseId release = ReleaseId.random(random);
  private final SigningKey committee = newKey();
  private Vault vault;
  private Ledger ledger;

  @BeforeEach
  void begin() throws Exception {
    vault = Vault.create(folder.resolve("vault"), folder.resolve("master.key"), random);
    open();
    var _ = ledger.publish(dataset, 1, "cohort", new byte[32], new byte[] {1}).join();
  }

  private void open() throws Exception {
    var agenda = new ThreadAgenda("ledger");
    ledger =
        Ledger.open(
            folder.resolve("ledger"),
            vault,
            Clock.systemUTC(),
            random,
            new Alone(new AloneOrdering(agenda), LogAgendas.alone(agenda)),
            FirstLaw.withReleases(List.of(committee.publicKey())));
  }

  @AfterEach
  void end() throws Exception {
    ledger.close();
    vault.close();
  }

  private SigningKey newKey() {
    var seed = new byte[SigningKey.SEED_BYTES];
    random.nextBytes(seed);
    return SigningKey.ofSeed(seed);
  }

  private static ReleaseTerms terms() {
    return new ReleaseTerms(
        "project-1",
        "A Project",
        "researcher-1",
        "university",
        Set.of(HEALTH),
        Set.of("cohort"),
        END);
  }

  private void ask() {
    var _ = ledger.releases().request(release, terms(), Asked.AT_DESK).join();
  }

  private ReleaseRequest shown() throws Exception {
    return ledger.releases().request(release).orElseThrow();
  }

  private Entry endorsement(SigningKey key) throws Exception {
    return shown().endorsedBy(key, KeyRole.COMMITTEE, random);
  }

  private void complete() throws Exception {
    ask();
    var _ = ledger.releases().endorse(shown()).join();
    var _ = ledger.releases().take(endorsement(committee)).join();
  }

  private boolean covers(Question question, Instant at) {
    return ledger.releases().covering(question, dataset, at).isPresent();
  }

  private static void assertRefused(CompletableFuture<Recorded> append, String said) {
    assertThatThrownBy(append::join)
        .hasCauseInstanceOf(RefusedEntryException.class)
        .hasMessageContaining(said);
  }

  @Test
  void aReleaseCoversOnceCustodianAndCommitteeAgreed() throws Exception {
    assertThat(ledger.releases().areWanted()).isTrue();
    ask();
    assertThat(ledger.releases().find(release).orElseThrow().missing())
        .containsExactly(
            new Endorsement(KeyRole.CUSTODIAN, 1), new Endorsement(KeyRole.COMMITTEE, 1));
    var _ = ledger.releases().endorse(shown()).join();
    assertThat(covers(QUESTION, BEFORE)).isFalse();

    var _ = ledger.releases().take(endorsement(committee)).join();

    assertThat(covers(QUESTION, BEFORE)).isTrue();
    assertThat(ledger.releases().find(release).orElseThrow().isComplete()).isTrue();
  }

  @Test
  void aCompleteReleaseCoversWhatItsTermsSayAlone() throws Exception {
    complete();

    assertThat(covers(QUESTION, END)).isFalse();
    for (var other :
        List.of(
            new Question("researcher-2", "university", "project-1", "cohort", HEALTH),
            new Question("researcher-1", "clinic", "project-1", "cohort", HEALTH),
            new Question("researcher-1", "university", "project-2", "cohort", HEALTH),
            new Question("researcher-1", "university", "project-1", "cohort-2", HEALTH),
            new Question(
                "researcher-1",
                "university",
                "project-1",
                "cohort",
                new Purpose.GeneralResearch()))) {
      assertThat(covers(other, BEFORE)).as("%s", other).isFalse();
    }
    assertThat(ledger.releases().covering(QUESTION, DatasetTag.random(random), BEFORE)).isEmpty();
  }

  @Test
  void itIsTheSameAfterARestart() throws Exception {
    complete();
    var before = ledger.releases().all();
    ledger.close();

    open();

    assertThat(ledger.releases().all()).isEqualTo(before);
    assertThat(covers(QUESTION, BEFORE)).isTrue();
  }

  @Test
  void aKeyThatIsNotEnrolledEndorsesNothing() throws Exception {
    ask();
    var stranger = newKey();
    assertRefused(ledger.releases().take(endorsement(stranger)), "may not sign");

    var _ = ledger.releases().enrollCommittee(stranger.publicKey()).join();

    var _ = ledger.releases().take(endorsement(stranger)).join();
    assertThat(ledger.releases().find(release).orElseThrow().missing())
        .containsExactly(new Endorsement(KeyRole.CUSTODIAN, 1));
  }

  @Test
  void nobodyAgreesTwice() throws Exception {
    complete();

    assertRefused(ledger.releases().endorse(shown()), "once");
    assertRefused(ledger.releases().take(endorsement(committee)), "once");
  }

  @Test
  void theSameSignedEntryIsOneEndorsement() throws Exception {
    ask();
    var entry = endorsement(committee);

    var first = ledger.releases().take(entry).join();

    assertThat(ledger.releases().take(entry).join().index()).isEqualTo(first.index());
  }

  @Test
  void aSignatureOverSomethingElseIsRefused() throws Exception {
    ask();
    var entry = endorsement(committee);
    var forged = entry.signatures().getFirst().signature();
    forged[5] ^= 1;

    assertRefused(
        ledger
            .releases()
            .take(
                new Entry(
                    entry.event(),
                    List.of(new EntrySignature(committee.publicKey().id(), forged)))),
        "does not hold");
  }

  @Test
  void aNodeThatDidNotBeginTheLogNamesNoCommittee() throws Exception {
    var releases =
        new Releases(
            "origin",
            ledger.log(),
            new Appending(ledger.log().appender(), Clock.systemUTC()),
            new Folds(
                PublicFold.empty("origin"),
                new PrivateFold(new Payloads(vault, random, _ -> {}), ConsentFold.empty()),
                Clock.systemUTC()),
            new Scribe(
                "origin",
                newKey(),
                new Payloads(vault, random, _ -> {}),
                vault.cohortKey(),
                random,
                Clock.systemUTC()),
            Optional.empty());

    assertThatThrownBy(() -> releases.enrollCommittee(newKey().publicKey()))
        .isInstanceOf(NoOperatorKeyException.class);
  }

  @Test
  void aLawWithReleasesNeedsACommittee() {
    assertThatThrownBy(() -> FirstLaw.withReleases(List.of()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("committee");
    assertThatThrownBy(
            () -> FirstLaw.withReleases(List.of(committee.publicKey(), committee.publicKey())))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
