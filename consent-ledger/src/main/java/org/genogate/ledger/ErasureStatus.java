package org.genogate.ledger;

import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import org.genogate.ledger.event.DestroyedBy;
import org.genogate.ledger.event.Validator;
import org.genogate.ledger.event.ValidatorName;

/// How far an erasure is.
///
/// @param index of the entry that ordered it
/// @param ordered when that was signed
/// @param isFinal whether it stands under a checkpoint that is final: no key is destroyed before
/// @param done how many nodes said that they destroyed their copy of the key
/// @param nodes how many keep the ledger now
/// @param waitingFor those of them that did not say so yet; nobody of a ledger that one node keeps
public record ErasureStatus(
    long index,
    Instant ordered,
    boolean isFinal,
    int done,
    int nodes,
    SortedSet<ValidatorName> waitingFor) {

  public ErasureStatus {
    waitingFor = new TreeSet<>(waitingFor);
  }

  static ErasureStatus of(OrderedErasure erasure, boolean isFinal, List<Validator> validators) {
    var waitingFor = new TreeSet<ValidatorName>();
    for (var validator : validators) {
      if (!erasure.done().contains(new DestroyedBy.Validator(validator.name()))) {
        waitingFor.add(validator.name());
      }
    }
    int nodes = Math.max(1, validators.size());
    int done =
        validators.isEmpty()
            ? Collections.frequency(erasure.done(), new DestroyedBy.Alone())
            : nodes - waitingFor.size();
    return new ErasureStatus(erasure.index(), erasure.time(), isFinal, done, nodes, waitingFor);
  }

  public boolean isComplete() {
    return done >= nodes;
  }
}
