package org.genogate.ledger.state;

import static org.genogate.ledger.state.BrokenRuleException.unless;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.genogate.ledger.checkpoint.FraudProof;
import org.genogate.ledger.checkpoint.InvalidNoteException;
import org.genogate.ledger.checkpoint.Policy;
import org.genogate.ledger.checkpoint.VerifierKey;
import org.genogate.ledger.checkpoint.VerifierKey.Kind;
import org.genogate.ledger.event.Entry;
import org.genogate.ledger.event.Event.EquivocationProven;
import org.genogate.ledger.event.Event.Genesis;
import org.genogate.ledger.event.Event.PolicyChanged;
import org.genogate.ledger.event.Event.SealRefused;
import org.genogate.ledger.event.KeyRole;
import org.genogate.ledger.event.Validator;
import org.genogate.ledger.key.KeyId;
import org.genogate.ledger.key.PublicKey;
import org.genogate.ledger.key.VerifyingKey;
import org.genogate.ledger.merkle.InvalidProofException;

/// The law about those who keep the log: which sets and policies there can be, who may change them,
/// and what validators say of one another.
final class EpochRules {

  /// Ends the name of a validator's second witness, whose key is an ML-DSA one.
  private static final String SECOND_KEY = ".pq";

  private final FoldState state;
  private final Signers signers;

  EpochRules(FoldState state, Signers signers) {
    this.state = state;
    this.signers = signers;
  }

  /// What the first entry says of those who keep the log.
  void genesis(Genesis event) throws BrokenRuleException {
    var logKeys =
        event.keys().stream()
            .filter(key -> key.role() == KeyRole.LOG)
            .map(key -> key.key())
            .collect(Collectors.toSet());
    requireLawful(event.validators(), event.policy(), logKeys::contains);
  }

  void policyChanged(Entry entry, PolicyChanged event) throws BrokenRuleException {
    var old = state.epoch();
    unless(event.epoch() == old.number() + 1, "an epoch that does not follow the one that is");
    unless(
        old.validators().isEmpty() || !event.validators().isEmpty(),
        "a log with validators keeps some");
    var oldPolicy = parsed(old.policyText());
    var newPolicy = requireLawful(event.validators(), event.policy(), this::isLogKey);
    var signed = policySigners(entry, event);
    if (old.validators().isEmpty()) {
      unless(
          signed.stream().anyMatch(key -> isActive(key, KeyRole.OPERATOR)),
          "the policy of a node alone is changed by its operator");
    } else {
      var names =
          old.validators().stream()
              .filter(validator -> signed.contains(validator.node().id()))
              .map(validator -> validator.name().value())
              .collect(Collectors.toSet());
      unless(oldPolicy.isMetBy(names), "a policy is changed by a quorum of the validators");
      unless(
          Handover.everyQuorumMeets(oldPolicy, newPolicy),
          "every quorum of the new policy shares a cosigner with every quorum of the old one");
    }
    for (var validator : event.validators()) {
      unless(
          signed.contains(validator.node().id())
              || isAsBefore(validator, old, oldPolicy, newPolicy),
          "a validator who is new or has other keys signs that they are");
    }
  }

  /// Each signature is of somebody who has a say in the change, and holds.
  private Set<KeyId> policySigners(Entry entry, PolicyChanged event) throws BrokenRuleException {
    Map<KeyId, PublicKey> known = new HashMap<>();
    state.epoch().validators().forEach(each -> known.put(each.node().id(), each.node()));
    event.validators().forEach(each -> known.put(each.node().id(), each.node()));
    if (state.epoch().validators().isEmpty()) {
      state.keys().stream()
          .filter(key -> key.role() == KeyRole.OPERATOR && key.active())
          .forEach(key -> known.put(key.key().id(), key.key()));
    }
    var signed = new HashSet<KeyId>();
    for (var signature : entry.signatures()) {
      var key = known.get(signature.key());
      if (key == null) {
        throw new BrokenRuleException("signed by a key that has no say in the policy");
      }
      signers.verify(entry, signature, key);
      signed.add(signature.key());
    }
    return signed;
  }

  private static boolean isAsBefore(
      Validator validator, Epoch old, Policy oldPolicy, Policy newPolicy) {
    var name = validator.name().value();
    return old.validators().contains(validator)
        && Objects.equals(oldPolicy.witnesses().get(name), newPolicy.witnesses().get(name))
        && Objects.equals(
            oldPolicy.witnesses().get(name + SECOND_KEY),
            newPolicy.witnesses().get(name + SECOND_KEY));
  }

  private boolean isLogKey(VerifyingKey key) {
    return state.keys().stream()
        .anyMatch(
            known -> known.key().equals(key) && known.role() == KeyRole.LOG && known.active());
  }

  private boolean isActive(KeyId key, KeyRole role) {
    return state.activeKey(key).filter(active -> active.role() == role).isPresent();
  }

  private Policy requireLawful(
      List<Validator> validators, String text, Predicate<VerifyingKey> isLogKey)
      throws BrokenRuleException {
    var policy = parsed(text);
    unless(
        policy.logs().size() == 1
            && policy.logs().getFirst().name().equals(state.origin)
            && isLogKey.test(policy.logs().getFirst().key()),
        "a policy names this log with its key, and no other log");
    requireDistinct(validators);
    requireWitnesses(validators, policy);
    requireQuorumOfFirstKeys(text);
    unless(
        policy.isMetBy(Set.of()) == validators.isEmpty(),
        "a policy asks for no quorum exactly if there are no validators");
    if (!validators.isEmpty()) {
      unless(
          validators.size() <= Handover.MOST_COMPARED && policy.quorumsIntersect(),
          "any two quorums of at most %d validators share one".formatted(Handover.MOST_COMPARED));
    }
    return policy;
  }

  private static void requireDistinct(List<Validator> validators) throws BrokenRuleException {
    var seen = new HashSet<>();
    for (var validator : validators) {
      unless(
          !validator.name().value().endsWith(SECOND_KEY),
          "a validator's name does not end like that of a second key");
      unless(
          seen.add(validator.name())
              && seen.add(validator.node())
              && seen.add(validator.wrapping()),
          "each validator has a name and keys of their own");
    }
  }

  /// Each validator cosigns with one Ed25519 key, and perhaps with one more of another kind.
  private void requireWitnesses(List<Validator> validators, Policy policy)
      throws BrokenRuleException {
    var names = validators.stream().map(each -> each.name().value()).collect(Collectors.toSet());
    Set<VerifyingKey> used = new HashSet<>(validators.stream().map(Validator::node).toList());
    used.add(policy.logs().getFirst().key());
    var cosigners = new HashSet<String>();
    for (var witness : policy.witnesses().entrySet()) {
      boolean second = witness.getKey().endsWith(SECOND_KEY);
      var owner =
          second
              ? witness.getKey().substring(0, witness.getKey().length() - SECOND_KEY.length())
              : witness.getKey();
      unless(names.contains(owner), "a witness of the policy who is no validator");
      unless(
          witness.getValue().name().equals(state.origin + "/validator/" + owner),
          "a validator cosigns under the name that the log gives them");
      unless(
          witness.getValue().kind() == (second ? Kind.PQ_COSIGNER : Kind.COSIGNER),
          "a validator's first key is an Ed25519 one, their second an ML-DSA one");
      unless(used.add(witness.getValue().key()), "a cosigner's key is used for nothing else");
      if (!second) {
        cosigners.add(owner);
      }
    }
    unless(cosigners.equals(names), "a validator who is no witness of the policy");
  }

  /// Else a validator could count twice.
  private static void requireQuorumOfFirstKeys(String text) throws BrokenRuleException {
    for (var line : text.split("\n", -1)) {
      var words = List.of(line.strip().split("[ \t]+", -1));
      unless(
          words.getFirst().equals("witness")
              || words.stream().noneMatch(word -> word.endsWith(SECOND_KEY)),
          "a quorum counts first keys alone");
    }
  }

  private static Policy parsed(String text) throws BrokenRuleException {
    try {
      return Policy.parse(text);
    } catch (InvalidNoteException e) {
      throw new BrokenRuleException("a policy that cannot be read: " + e.getMessage());
    }
  }

  void sealRefused(Entry entry, SealRefused event) throws BrokenRuleException {
    var validator = state.epoch().validator(event.validator());
    unless(validator.isPresent(), "a refusal by who is no validator");
    unless(event.index() < state.size, "a refusal of an entry yet to come");
    var node = validator.get().node();
    unless(
        Signers.only(entry).key().equals(node.id()),
        "a refusal is signed by the node whose name it has");
    signers.verify(entry, Signers.only(entry), node);
  }

  /// Of the log's key or a cosigner's. A policy that was replaced counts too: who signed under it
  /// answers for that.
  void equivocationProven(Entry entry, EquivocationProven event) throws BrokenRuleException {
    unless(entry.signatures().isEmpty(), "a signature on a proof that stands by itself");
    FraudProof proof;
    try {
      proof = FraudProof.decode(event.proof().toBytes());
    } catch (InvalidNoteException e) {
      throw new BrokenRuleException("a fraud proof that cannot be read: " + e.getMessage());
    }
    for (var epoch : state.epochs().reversed()) {
      var policy = parsed(epoch.policyText());
      for (var signer : signersOf(policy)) {
        if (proves(proof, signer)) {
          return;
        }
      }
    }
    throw new BrokenRuleException("a fraud proof that proves nothing of a key of this log");
  }

  private static List<VerifierKey> signersOf(Policy policy) {
    var all = new ArrayList<>(policy.logs());
    all.addAll(policy.witnesses().values());
    return all;
  }

  private boolean proves(FraudProof proof, VerifierKey signer) {
    try {
      return proof.verify(signer).smaller().origin().equals(state.origin);
    } catch (InvalidNoteException | InvalidProofException e) {
      return false;
    }
  }
}
