package org.genogate.ledger.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.genogate.ledger.state.Judged.assertBroken;
import static org.genogate.ledger.state.Judged.assertSound;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.genogate.ledger.event.AccessId;
import org.genogate.ledger.event.Asked;
import org.genogate.ledger.event.Attestation;
import org.genogate.ledger.event.Basis;
import org.genogate.ledger.event.ByRelease;
import org.genogate.ledger.event.CoarsePurpose;
import org.genogate.ledger.event.DatasetTag;
import org.genogate.ledger.event.Endorsement;
import org.genogate.ledger.event.Endorsements;
import org.genogate.ledger.event.Entry;
import org.genogate.ledger.event.Event.AccessOpened;
import org.genogate.ledger.event.Event.ReleaseEndorsed;
import org.genogate.ledger.event.Event.ReleaseRequested;
import org.genogate.ledger.event.HolderTag;
import org.genogate.ledger.event.KeyRole;
import org.genogate.ledger.event.ReleaseId;
import org.genogate.ledger.event.RequesterTag;
import org.genogate.ledger.key.SigningKey;
import org.junit.jupiter.api.Test;

/// A release is asked for and agreed to; where the table says so, research needs one.
class ReleaseRulesTest {

  private final TestLog log = new TestLog(6);
  private final DatasetTag dataset = DatasetTag.random(log.random);
  private final RequesterTag requester = RequesterTag.random(log.random);
  private final HolderTag committeeTag = HolderTag.random(log.random);
  private final SigningKey committee = log.newKey();
  private final ReleaseId release = ReleaseId.random(log.random);

  private void begin(Map<Integer, List<Endorsement>> rows) {
    log.beginWith(0, List.of(), new Endorsements(new TreeMap<>(rows)));
    log.add(log.signed(log.publication(dataset, 1)));
    enroll(committee, KeyRole.COMMITTEE, committeeTag, log.operator);
  }

  private void enroll(SigningKey key, KeyRole role, HolderTag holder, SigningKey signer) {
    log.add(log.signed(log.enrolled(key, role, holder, Attestation.AT_DESK), signer));
  }

  private SigningKey giveKeyToRequester() {
    var key = log.newKey();
    enroll(key, KeyRole.REQUESTER, new HolderTag(requester.value()), log.custodian);
    return key;
  }

  // Requests.

  @Test
  void requesterWithAKeyAsksWithIt() {
    begin(Map.of());
    var own = giveKeyToRequester();
    var other = log.newKey();
    enroll(other, KeyRole.REQUESTER, HolderTag.random(log.random), log.custodian);

    assertSound(log, log.signed(request(Asked.OWN_KEY), own));
    assertBroken(log, log.signed(request(Asked.OWN_KEY), other), "signed by another");
    assertBroken(log, log.signed(request(Asked.OWN_KEY)), "signed by another");
  }

  @Test
  void keyWithTheRequestersTagButAnotherRoleIsNotTheirs() {
    begin(Map.of());
    var key = log.newKey();
    enroll(key, KeyRole.LOG, new HolderTag(requester.value()), log.custodian);

    assertBroken(log, log.signed(request(Asked.OWN_KEY), key), "signed by another");
  }

  @Test
  void custodianAsksForARequesterWithoutAKey() {
    begin(Map.of());

    for (var asked : List.of(Asked.SIGNED_IN, Asked.AT_DESK)) {
      assertSound(log, log.signed(request(asked)));
      assertBroken(log, log.signed(request(asked), committee), "signed by a custodian");
    }
    giveKeyToRequester();
    assertBroken(log, log.signed(request(Asked.SIGNED_IN)), "without a key");
  }

  @Test
  void releaseIdIsUsedOnce() {
    begin(Map.of());
    log.add(log.signed(request(Asked.AT_DESK)));

    assertBroken(log, log.signed(request(Asked.AT_DESK)), "used before");
  }

  @Test
  void whatIsNotPublishedIsNotReleased() {
    begin(Map.of());
    var unknown = DatasetTag.random(log.random);

    assertBroken(log, log.signed(request(List.of(dataset, unknown))), "not published");
  }

  // Endorsements of a release.

  @Test
  void releaseIsCompleteOnceCustodianAndCommitteeAgree() {
    begin(Map.of());
    log.add(log.signed(request(Asked.AT_DESK)));
    assertThat(isComplete()).isFalse();

    log.add(log.signed(endorsement(KeyRole.CUSTODIAN)));
    assertThat(isComplete()).isFalse();
    assertThat(log.fold.completeReleases(dataset, requester)).isEmpty();
    log.add(log.signed(endorsement(KeyRole.COMMITTEE), committee));

    assertThat(isComplete()).isTrue();
    assertThat(log.fold.completeReleases(dataset, requester))
        .extracting(Release::id)
        .containsExactly(release);
    assertThat(log.fold.completeReleases(dataset, RequesterTag.random(log.random))).isEmpty();
    assertThat(log.fold.completeReleases(DatasetTag.random(log.random), requester)).isEmpty();
    assertThat(log.fold.release(release).orElseThrow().endorsers())
        .extracting(Release.Endorser::role)
        .containsExactly(KeyRole.CUSTODIAN, KeyRole.COMMITTEE);
  }

  @Test
  void tableSaysWhoMustAgree() {
    begin(Map.of(16, List.of(new Endorsement(KeyRole.COMMITTEE, 2))));
    log.add(log.signed(request(Asked.AT_DESK)));
    log.add(log.signed(endorsement(KeyRole.COMMITTEE), committee));
    assertThat(isComplete()).isFalse();
    assertBroken(log, log.signed(endorsement(KeyRole.CUSTODIAN)), "does not wait for");

    var second = log.newKey();
    enroll(second, KeyRole.COMMITTEE, HolderTag.random(log.random), log.operator);
    log.add(log.signed(endorsement(KeyRole.COMMITTEE), second));

    assertThat(isComplete()).isTrue();
  }

  @Test
  void holderEndorsesOnceWithWhicheverKey() {
    begin(Map.of(16, List.of(new Endorsement(KeyRole.COMMITTEE, 2))));
    log.add(log.signed(request(Asked.AT_DESK)));
    log.add(log.signed(endorsement(KeyRole.COMMITTEE), committee));
    var newer = log.newKey();
    enroll(newer, KeyRole.COMMITTEE, committeeTag, log.operator);

    assertBroken(log, log.signed(endorsement(KeyRole.COMMITTEE), newer), "once");
    assertThat(isComplete()).isFalse();
  }

  @Test
  void endorsementIsOfTheRoleItNames() {
    begin(Map.of());
    log.add(log.signed(request(Asked.AT_DESK)));

    assertBroken(log, log.signed(endorsement(KeyRole.COMMITTEE)), "role it names");
    assertBroken(log, log.signed(endorsement(KeyRole.CUSTODIAN), committee), "role it names");
  }

  /// Whoever holds the data could show a committee other terms under the same id.
  @Test
  void endorsementIsOfTheVeryRequestThatStandsOnTheLog() {
    begin(Map.of());
    log.add(log.signed(request(Asked.AT_DESK)));
    var shown = Entry.unsigned(request(Asked.AT_DESK)).bodyDigest();

    assertBroken(
        log,
        log.signed(new ReleaseEndorsed(log.id(), release, KeyRole.COMMITTEE, shown), committee),
        "another request");
    assertSound(log, log.signed(endorsement(KeyRole.COMMITTEE), committee));
  }

  @Test
  void whatNobodyRequestedIsNotEndorsed() {
    begin(Map.of());

    assertBroken(log, log.signed(endorsement(KeyRole.CUSTODIAN)), "nobody requested");
  }

  @Test
  void custodianNamesNoCommittee() {
    begin(Map.of());

    for (var role : List.of(KeyRole.COMMITTEE, KeyRole.OPERATOR)) {
      var key = log.enrolled(log.newKey(), role, HolderTag.random(log.random), Attestation.AT_DESK);
      assertBroken(log, log.signed(key), "attested by an operator");
      assertSound(log, log.signed(key, log.operator));
    }
  }

  // Accesses.

  @Test
  void researchNeedsACompleteReleaseWhereTheTableSaysSo() {
    begin(Map.of(9, List.of()));
    log.add(log.signed(request(Asked.AT_DESK)));
    var named = new ByRelease.Named(release);
    log.add(log.signed(endorsement(KeyRole.CUSTODIAN)));

    assertBroken(log, access(new ByRelease.None()), "names the release");
    assertBroken(log, access(named), "not complete");
    log.add(log.signed(endorsement(KeyRole.COMMITTEE), committee));
    assertBroken(log, access(new ByRelease.None()), "names the release");
    assertSound(log, access(named));
  }

  @Test
  void careOwnDataAndEmergenciesWaitForNoRelease() {
    begin(Map.of(9, List.of()));
    var none = new ByRelease.None();

    assertSound(log, access(none, Basis.CONSENT, CoarsePurpose.CARE, requester, dataset));
    assertSound(log, access(none, Basis.OWN_DATA, CoarsePurpose.OWN_USE, requester, dataset));
    assertSound(log, access(none, Basis.EMERGENCY, CoarsePurpose.RESEARCH, requester, dataset));
  }

  @Test
  void withoutTheRowResearchNeedsNoRelease() {
    begin(Map.of());

    assertSound(log, access(new ByRelease.None()));
  }

  @Test
  void releaseServesItsRequesterDatasetAndPurposeAlone() {
    begin(Map.of());
    var other = DatasetTag.random(log.random);
    log.add(log.signed(log.publication(other, 1)));
    log.add(log.signed(request(Asked.AT_DESK)));
    log.add(log.signed(endorsement(KeyRole.CUSTODIAN)));
    log.add(log.signed(endorsement(KeyRole.COMMITTEE), committee));
    var named = new ByRelease.Named(release);
    var stranger = RequesterTag.random(log.random);

    assertSound(log, access(named));
    for (var access :
        List.of(
            access(named, Basis.CONSENT, CoarsePurpose.RESEARCH, stranger, dataset),
            access(named, Basis.CONSENT, CoarsePurpose.RESEARCH, requester, other),
            access(named, Basis.CONSENT, CoarsePurpose.CARE, requester, dataset))) {
      assertBroken(log, access, "to another requester");
    }
    assertBroken(
        log, access(new ByRelease.Named(ReleaseId.random(log.random))), "nobody requested");
  }

  private boolean isComplete() {
    return log.fold.release(release).orElseThrow().isComplete(log.fold.epoch().endorsements());
  }

  private ReleaseRequested request(Asked asked) {
    return request(List.of(dataset), asked);
  }

  private ReleaseRequested request(List<DatasetTag> datasets) {
    return request(datasets, Asked.AT_DESK);
  }

  private ReleaseRequested request(List<DatasetTag> datasets, Asked asked) {
    return new ReleaseRequested(
        log.id(), release, requester, datasets, CoarsePurpose.RESEARCH, log.hash(), asked);
  }

  private ReleaseEndorsed endorsement(KeyRole role) {
    var request = log.fold.release(release).map(Release::request).orElseGet(log::hash);
    return new ReleaseEndorsed(log.id(), release, role, request);
  }

  private Entry access(ByRelease by) {
    return access(by, Basis.CONSENT, CoarsePurpose.RESEARCH, requester, dataset);
  }

  private Entry access(
      ByRelease by, Basis basis, CoarsePurpose purpose, RequesterTag who, DatasetTag what) {
    return Entry.unsigned(
        new AccessOpened(
            AccessId.random(log.random),
            basis,
            who,
            what,
            1,
            purpose,
            log.hash(),
            log.hash(),
            1,
            log.fold.stateRoot(),
            TestLog.BEGIN,
            by));
  }
}
