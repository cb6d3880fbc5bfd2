package org.genogate.ledger.state;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.genogate.ledger.checkpoint.InvalidNoteException;
import org.genogate.ledger.checkpoint.Policy;
import org.genogate.ledger.event.Endorsements;
import org.genogate.ledger.event.Validator;
import org.genogate.ledger.event.ValidatorName;

/// Who keeps the log, and by which policy, from the genesis or a change of it to the next change.
///
/// @param number the validator epoch that seals say: 0 from the genesis on
/// @param validators none for a log that one node keeps
/// @param policyText a C2SP tlog-policy
public record Epoch(
    int number, List<Validator> validators, String policyText, Endorsements endorsements) {

  public Epoch {
    validators = List.copyOf(validators);
  }

  /// Before the genesis.
  static Epoch none() {
    return new Epoch(0, List.of(), "", Endorsements.none());
  }

  public Optional<Validator> validator(ValidatorName name) {
    return validators.stream().filter(validator -> validator.name().equals(name)).findFirst();
  }

  public Set<ValidatorName> names() {
    return validators.stream().map(Validator::name).collect(Collectors.toUnmodifiableSet());
  }

  /// Whether every quorum of this epoch shares a cosigner's key with every quorum of `next`: what
  /// the law asks of a change.
  ///
  /// @throws IllegalArgumentException if there are more validators than a policy may have
  public boolean meets(Policy next) throws InvalidNoteException {
    return Handover.everyQuorumMeets(policy(), next);
  }

  /// @throws InvalidNoteException only for a fold whose genesis was not checked
  public Policy policy() throws InvalidNoteException {
    return Policy.parse(policyText);
  }
}
