package org.genogate.cluster;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.genogate.ledger.log.Admission;
import org.genogate.ledger.log.Batch;
import org.genogate.ledger.log.Committed;
import org.genogate.ledger.log.Draft;
import org.genogate.ledger.log.EntryRules;
import org.genogate.ledger.log.SealPosition;
import org.genogate.ledger.log.StoredEntry;
import org.genogate.ledger.merkle.Hash;

/// Rules of a ledger of numbers: each stands once, and `revoke 7` is obeyed once it is folded. They
/// keep what they admitted apart from what is committed, as the real ones do.
public final class NumberRules implements EntryRules {

  private final Map<Hash, Committed> known = new HashMap<>();
  private final List<Hash> admitted = new ArrayList<>();
  private final Set<Long> revoked = new HashSet<>();
  private final Watcher watcher;
  private long size;

  /// Is told what this node takes for committed.
  @FunctionalInterface
  public interface Watcher {
    void folded(long index, Hash leaf);
  }

  public NumberRules(Watcher watcher) {
    this.watcher = watcher;
  }

  public static Draft number(long number) {
    return new Draft(("number " + number).getBytes(UTF_8), new byte[] {1});
  }

  public static Draft revocation(long number) {
    return new Draft(("revoke " + number).getBytes(UTF_8), new byte[0]);
  }

  public boolean isRevoked(long number) {
    return revoked.contains(number);
  }

  @Override
  public Admission admit(long index, Hash leaf, Draft draft) {
    var earlier = known.putIfAbsent(leaf, new Committed(index, leaf));
    if (earlier != null) {
      return new Admission.Duplicate(earlier);
    }
    admitted.add(leaf);
    return new Admission.Admitted();
  }

  @Override
  public byte[] seal(SealPosition position) {
    return "seal %d of %d after %s"
        .formatted(position.block(), position.firstIndex(), position.previousSeal())
        .getBytes(UTF_8);
  }

  @Override
  public void abandon() {
    admitted.forEach(known::remove);
    admitted.clear();
  }

  @Override
  public Optional<Broken> committed(List<StoredEntry> batch) {
    Optional<Broken> broken = Optional.empty();
    for (var stored : batch) {
      if (!take(stored)) {
        broken = broken.or(() -> Optional.of(new Broken(stored.index(), "it stands twice")));
      }
    }
    return broken;
  }

  /// @return false if it breaks the rules
  public boolean take(StoredEntry stored) {
    if (stored.index() != size) {
      throw new AssertionError("entry " + stored.index() + " where " + size + " is next");
    }
    var place = new Committed(stored.index(), stored.leaf());
    boolean fits = stored.kind() == Batch.Kind.SEAL || stands(place);
    size++;
    watcher.folded(stored.index(), stored.leaf());
    var text = new String(stored.entry(), UTF_8);
    if (fits && text.startsWith("revoke ")) {
      revoked.add(Long.parseLong(text.substring("revoke ".length())));
    }
    return fits;
  }

  private boolean stands(Committed place) {
    if (!admitted.isEmpty() && admitted.getFirst().equals(place.leaf())) {
      admitted.removeFirst();
      return place.equals(known.get(place.leaf()));
    }
    abandon();
    return known.putIfAbsent(place.leaf(), place) == null;
  }
}
