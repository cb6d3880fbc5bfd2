package org.genogate.ledger.log;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.genogate.ledger.merkle.Hash;

/// Rules that admit each entry once and refuse what begins with "no".
class OpaqueRules implements EntryRules {

  private final Map<Hash, Committed> seen = new HashMap<>();

  @Override
  public Admission admit(long index, Hash leaf, Draft draft) {
    if (new String(draft.entry(), UTF_8).startsWith("no")) {
      return new Admission.Refused("it says no");
    }
    var earlier = seen.putIfAbsent(leaf, new Committed(index, leaf));
    return earlier == null ? new Admission.Admitted() : new Admission.Duplicate(earlier);
  }

  @Override
  public byte[] seal(SealPosition position) {
    return "seal %d of %d after %s"
        .formatted(position.block(), position.firstIndex(), position.previousSeal())
        .getBytes(UTF_8);
  }

  @Override
  public void abandon() {}

  @Override
  public Optional<Broken> committed(List<StoredEntry> batch) {
    return Optional.empty();
  }
}
