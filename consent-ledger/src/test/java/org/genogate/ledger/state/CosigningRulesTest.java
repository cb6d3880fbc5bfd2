package org.genogate.ledger.state;

import static org.genogate.ledger.state.Judged.assertBroken;
import static org.genogate.ledger.state.Judged.assertSound;
import static org.genogate.ledger.state.TestLog.ORIGIN;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.genogate.ledger.event.Asked;
import org.genogate.ledger.event.Attestation;
import org.genogate.ledger.event.CoarsePurpose;
import org.genogate.ledger.event.DatasetTag;
import org.genogate.ledger.event.Endorsement;
import org.genogate.ledger.event.Endorsements;
import org.genogate.ledger.event.Entry;
import org.genogate.ledger.event.Event.ReleaseRequested;
import org.genogate.ledger.event.HolderTag;
import org.genogate.ledger.event.KeyRole;
import org.genogate.ledger.event.ReleaseId;
import org.genogate.ledger.event.RequesterTag;
import org.genogate.ledger.key.SigningKey;
import org.junit.jupiter.api.Test;

/// The table of endorsements adds signatures to what the law asks, and takes none away.
class CosigningRulesTest {

  private final TestLog log = new TestLog(8);
  private final HolderTag firstTag = HolderTag.random(log.random);
  private final SigningKey first = log.newKey();
  private final SigningKey second = log.newKey();

  private void begin(int number, Endorsement... row) {
    log.beginWith(0, List.of(), new Endorsements(new TreeMap<>(Map.of(number, List.of(row)))));
    committee(first, firstTag);
    committee(second, HolderTag.random(log.random));
  }

  private void committee(SigningKey key, HolderTag holder) {
    log.add(
        log.signed(
            log.enrolled(key, KeyRole.COMMITTEE, holder, Attestation.AT_DESK), log.operator));
  }

  @Test
  void allWhomTheTableNamesSign() {
    begin(5, new Endorsement(KeyRole.COMMITTEE, 2));
    var published = publication();

    assertBroken(log, published, "lacks an endorsement of role COMMITTEE");
    assertBroken(log, published.signedBy(ORIGIN, first), "lacks an endorsement");
    assertSound(log, published.signedBy(ORIGIN, first).signedBy(ORIGIN, second));
  }

  @Test
  void holderCountsOnceWithTwoKeys() {
    begin(5, new Endorsement(KeyRole.COMMITTEE, 2));
    var newer = log.newKey();
    committee(newer, firstTag);

    assertBroken(
        log, publication().signedBy(ORIGIN, first).signedBy(ORIGIN, newer), "lacks an endorsement");
  }

  @Test
  void firstSignerIsWhomTheLawAsks() {
    begin(5, new Endorsement(KeyRole.COMMITTEE, 1));
    var event = log.publication(DatasetTag.random(log.random), 1);

    assertBroken(log, log.signed(event, first).signedBy(ORIGIN, log.custodian), "nobody asked for");
    assertBroken(log, log.signed(event, first), "by a custodian");
  }

  @Test
  void signatureThatNobodyAskedForIsRefused() {
    begin(5, new Endorsement(KeyRole.COMMITTEE, 1));

    assertBroken(
        log,
        publication().signedBy(ORIGIN, first).signedBy(ORIGIN, log.operator),
        "nobody asked for");
  }

  @Test
  void everySignatureHoldsAndIsOfAnActiveKey() {
    begin(5, new Endorsement(KeyRole.COMMITTEE, 1));

    assertBroken(log, publication().signedBy("elsewhere", first), "does not hold");
    assertBroken(log, publication().signedBy(ORIGIN, log.newKey()), "may not sign");
  }

  @Test
  void otherEventsKeepTheirOneSignature() {
    begin(5, new Endorsement(KeyRole.COMMITTEE, 1));
    var grant = log.signed(log.grant(log.person(), Asked.AT_DESK));

    assertSound(log, grant);
    assertBroken(log, grant.signedBy(ORIGIN, first), "exactly one signature");
  }

  @Test
  void eventWithARowIsNotUnsigned() {
    begin(5, new Endorsement(KeyRole.COMMITTEE, 1));

    assertBroken(
        log, Entry.unsigned(log.publication(DatasetTag.random(log.random), 1)), "has a signature");
  }

  @Test
  void requestThatTheTableWantsOfTheRequesterIsTheirs() {
    begin(15, new Endorsement(KeyRole.REQUESTER, 1));
    var dataset = DatasetTag.random(log.random);
    log.add(log.signed(log.publication(dataset, 1)));
    var own = requesterKey();
    var other = requesterKey();
    var request =
        new ReleaseRequested(
            log.id(),
            ReleaseId.random(log.random),
            new RequesterTag(own.holder().value()),
            List.of(dataset),
            CoarsePurpose.RESEARCH,
            log.hash(),
            Asked.OWN_KEY);

    assertBroken(log, log.signed(request), "lacks an endorsement of role REQUESTER");
    assertBroken(log, log.signed(request, other.key()), "lacks an endorsement of role REQUESTER");
    assertSound(log, log.signed(request, own.key()));
  }

  private record Requester(SigningKey key, HolderTag holder) {}

  private Requester requesterKey() {
    var requester = new Requester(log.newKey(), HolderTag.random(log.random));
    log.add(
        log.signed(
            log.enrolled(
                requester.key(), KeyRole.REQUESTER, requester.holder(), Attestation.AT_DESK)));
    return requester;
  }

  private Entry publication() {
    return log.signed(log.publication(DatasetTag.random(log.random), 1));
  }
}
