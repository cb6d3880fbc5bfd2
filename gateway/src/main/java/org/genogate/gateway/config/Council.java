package org.genogate.gateway.config;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.genogate.ledger.checkpoint.InvalidNoteException;
import org.genogate.ledger.checkpoint.Policy;
import org.genogate.ledger.event.Entry;
import org.genogate.ledger.event.Event.PolicyChanged;
import org.genogate.ledger.event.MalformedEntryException;
import org.genogate.ledger.event.Validator;
import org.genogate.ledger.event.ValidatorName;

/// Who keeps a log, and by which policy: as its founding says, or the newest change of that.
///
/// A change is not judged here: whether those signed who had to is known to whoever has the ledger.
///
/// @param epoch how often it has changed
/// @param change the entry that says so, perhaps with some signatures missing; empty for epoch 0
@SuppressWarnings("ArrayRecordComponent") // compared by nobody
public record Council(
    int epoch, List<Validator> validators, String policyText, Policy policy, byte[] change) {

  public Council {
    validators = List.copyOf(validators);
    change = change.clone();
  }

  static Council of(Founding founding) {
    return new Council(
        0, founding.validators(), founding.policyText(), founding.policy(), new byte[0]);
  }

  /// @throws IllegalArgumentException if it is no change of that log's policy
  public static Council of(Founding founding, byte[] change) {
    try {
      if (!(Entry.decode(change).event() instanceof PolicyChanged changed)) {
        throw new IllegalArgumentException("the change is another event");
      }
      var policy = Policy.parse(changed.policy());
      if (!policy.logs().equals(founding.policy().logs())) {
        throw new IllegalArgumentException("the change is of another log");
      }
      return new Council(changed.epoch(), changed.validators(), changed.policy(), policy, change);
    } catch (MalformedEntryException | InvalidNoteException e) {
      throw new IllegalArgumentException("the change cannot be read", e);
    }
  }

  @Override
  public byte[] change() {
    return change.clone();
  }

  public Set<ValidatorName> names() {
    return validators.stream().map(Validator::name).collect(Collectors.toUnmodifiableSet());
  }

  public Optional<Validator> validator(ValidatorName name) {
    return validators.stream().filter(validator -> validator.name().equals(name)).findFirst();
  }

  @Override
  public String toString() {
    return "epoch %d of %s".formatted(epoch, names());
  }
}
