package org.genogate.ledger.state;

import static org.genogate.ledger.state.BrokenRuleException.unless;

import org.genogate.ledger.event.DestroyedBy;
import org.genogate.ledger.event.Entry;
import org.genogate.ledger.event.Event.ErasureDone;
import org.genogate.ledger.event.KeyRole;
import org.genogate.ledger.event.PersonTag;
import org.genogate.ledger.event.ValidatorName;

/// The law about people whose keys are to be destroyed. The order itself is asked for as a
/// revocation is, and is always accepted.
final class ErasureRules {

  private final FoldState state;
  private final Signers signers;

  ErasureRules(FoldState state, Signers signers) {
    this.state = state;
    this.signers = signers;
  }

  /// A payload would have to be sealed under a key that no node makes again.
  void notErased(PersonTag person) throws BrokenRuleException {
    unless(
        state.person(person).erasure() instanceof Erasure.NotOrdered,
        "a grant or denial of a person whose erasure was ordered");
  }

  void done(Entry entry, ErasureDone event) throws BrokenRuleException {
    if (!(state.person(event.person()).erasure() instanceof Erasure.Ordered ordered)) {
      throw new BrokenRuleException("a key destroyed that nobody ordered to be");
    }
    unless(!ordered.done().contains(event.by()), "a node destroys its copy of a key once");
    switch (event.by()) {
      case DestroyedBy.Validator(var name) -> byValidator(entry, name);
      case DestroyedBy.Alone() -> {
        unless(
            state.epoch().validators().isEmpty(), "one of several nodes says which of them it is");
        unless(
            signers.of(entry).role() == KeyRole.CUSTODIAN,
            "that a node alone destroyed a key is signed by a custodian");
      }
    }
  }

  private void byValidator(Entry entry, ValidatorName name) throws BrokenRuleException {
    var validator = state.epoch().validator(name);
    unless(validator.isPresent(), "a key destroyed by who is no validator");
    var node = validator.get().node();
    unless(
        Signers.only(entry).key().equals(node.id()),
        "that a validator destroyed a key is signed by its node");
    signers.verify(entry, Signers.only(entry), node);
  }
}
