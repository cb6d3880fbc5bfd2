package org.genogate.ledger.state;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.genogate.ledger.state.Judged.assertBroken;
import static org.genogate.ledger.state.Judged.assertSound;
import static org.genogate.ledger.state.TestLog.signedBy;

import java.util.List;
import org.genogate.ledger.checkpoint.Checkpoint;
import org.genogate.ledger.checkpoint.FraudProof;
import org.genogate.ledger.checkpoint.SignedNote;
import org.genogate.ledger.event.Endorsements;
import org.genogate.ledger.event.Entry;
import org.genogate.ledger.event.Event.EquivocationProven;
import org.genogate.ledger.event.FraudBytes;
import org.genogate.ledger.key.SigningKey;
import org.genogate.ledger.merkle.Hash;
import org.junit.jupiter.api.Test;

/// Two trees of one size, both signed.
class EquivocationRulesTest {

  private final TestLog log = new TestLog(10);
  private final Member a = Member.of(log, "a");
  private final Member b = Member.of(log, "b");
  private final Member c = Member.of(log, "c");

  EquivocationRulesTest() {
    log.beginWith(2, List.of(a, b, c), Endorsements.none());
  }

  @Test
  void fraudOfTheLogsKeyOrACosignersIsRecordedByAnyone() {
    assertSound(log, proven(ofLog(TestLog.ORIGIN, log.logKey, "one", "other")));
    assertSound(log, proven(ofCosigner(a, "one", "other")));
  }

  @Test
  void whatProvesNothingIsRefused() {
    assertBroken(log, proven(ofLog(TestLog.ORIGIN, log.logKey, "one", "one")), "proves nothing");
    assertBroken(log, proven(ofCosigner(a, "one", "one")), "proves nothing");
    assertBroken(
        log,
        Entry.unsigned(new EquivocationProven(log.id(), FraudBytes.of(new byte[] {1, 2}))),
        "cannot be read");
  }

  @Test
  void fraudOfWhoSignsNothingHereIsRefused() {
    var stranger = Member.of(log, "d");

    assertBroken(log, proven(ofCosigner(stranger, "one", "other")), "of a key of this log");
    assertBroken(
        log, proven(ofLog(TestLog.ORIGIN, log.newKey(), "one", "other")), "of a key of this log");
  }

  @Test
  void fraudInAnotherLogIsRefused() {
    var name = a.cosignerKey().name();
    var one = checkpoint("another.example.org", "one").sign(log.newKey());
    var other = checkpoint("another.example.org", "other").sign(log.newKey());
    var proof =
        new FraudProof(
            one.cosign(name, a.cosigner(), TestLog.BEGIN),
            other.cosign(name, a.cosigner(), TestLog.BEGIN),
            List.of());

    assertBroken(log, proven(proof), "of a key of this log");
  }

  @Test
  void whoLeftAnswersForWhatTheySigned() {
    log.add(signedBy(log.policyChange(1, 2, List.of(a, b)), a, b));

    assertSound(log, proven(ofCosigner(c, "one", "other")));
  }

  @Test
  void proofStandsByItself() {
    var proof = proven(ofCosigner(a, "one", "other"));

    assertBroken(log, proof.signedBy(TestLog.ORIGIN, log.custodian), "stands by itself");
  }

  private Entry proven(FraudProof proof) {
    return Entry.unsigned(new EquivocationProven(log.id(), FraudBytes.of(proof.encode())));
  }

  private static FraudProof ofLog(String origin, SigningKey key, String one, String other) {
    return new FraudProof(
        checkpoint(origin, one).sign(key), checkpoint(origin, other).sign(key), List.of());
  }

  private FraudProof ofCosigner(Member signer, String one, String other) {
    return new FraudProof(cosigned(signer, one), cosigned(signer, other), List.of());
  }

  /// Only the cosigner's line, so that nothing else is proven.
  private SignedNote cosigned(Member signer, String root) {
    var name = signer.cosignerKey().name();
    return checkpoint(TestLog.ORIGIN, root)
        .sign(log.newKey())
        .cosign(name, signer.cosigner(), TestLog.BEGIN);
  }

  private static Checkpoint checkpoint(String origin, String root) {
    return new Checkpoint(origin, 5, Hash.leaf(root.getBytes(UTF_8)));
  }
}
