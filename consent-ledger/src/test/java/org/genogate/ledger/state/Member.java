package org.genogate.ledger.state;

import java.util.LinkedHashMap;
import java.util.List;
import org.genogate.ledger.checkpoint.Policy;
import org.genogate.ledger.checkpoint.VerifierKey;
import org.genogate.ledger.event.Validator;
import org.genogate.ledger.event.ValidatorName;
import org.genogate.ledger.key.SigningKey;
import org.genogate.ledger.key.WrappingKey;
import org.genogate.ledger.key.WrappingPublicKey;

/// A validator with the keys that only they have.
record Member(
    ValidatorName name, SigningKey node, SigningKey cosigner, WrappingPublicKey wrapping) {

  static Member of(TestLog log, String name) {
    return new Member(
        new ValidatorName(name),
        log.newKey(),
        log.newKey(),
        WrappingKey.of(log.hash().toBytes()).publicKey());
  }

  static List<Member> several(TestLog log, String... names) {
    return List.of(names).stream().map(name -> of(log, name)).toList();
  }

  Validator validator() {
    return new Validator(name, node.publicKey(), wrapping);
  }

  VerifierKey cosignerKey() {
    return new VerifierKey(
        TestLog.ORIGIN + "/validator/" + name, VerifierKey.Kind.COSIGNER, cosigner.publicKey());
  }

  Member withNode(SigningKey other) {
    return new Member(name, other, cosigner, wrapping);
  }

  Member withCosigner(SigningKey other) {
    return new Member(name, node, other, wrapping);
  }

  static List<Validator> validators(List<Member> members) {
    return members.stream().map(Member::validator).toList();
  }

  /// Any `wanted` of them.
  static String policy(TestLog log, int wanted, List<Member> members) {
    var witnesses = new LinkedHashMap<String, VerifierKey>();
    members.forEach(member -> witnesses.put(member.name().value(), member.cosignerKey()));
    return Policy.textOf(log.logVerifier(), witnesses, wanted);
  }
}
