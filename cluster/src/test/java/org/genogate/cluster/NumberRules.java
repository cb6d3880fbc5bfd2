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
  private final List<Era> eras = new ArrayList<>();
  private final Map<Long, Integer> sealedIn = new HashMap<>();
  private int admittedEpoch;
  private long size;

  /// Is told what this node takes for committed.
  @FunctionalInterface
  public interface Watcher {
    void folded(long index, Hash leaf);
  }

  /// Who keeps the log from an entry on.
  public record Era(List<String> names, long index) {
    public Era {
      names = List.copyOf(names);
    }
  }

  public NumberRules(Watcher watcher) {
    this.watcher = watcher;
  }

  /// Says who keeps the log from then on, in an epoch that must be the next.
  public static Draft keepers(int epoch, List<String> names) {
    return new Draft(
        "keepers %d %s".formatted(epoch, String.join(",", names)).getBytes(UTF_8), new byte[0]);
  }

  /// The changes that are committed, oldest first; the first is epoch 1.
  public List<Era> eras() {
    return List.copyOf(eras);
  }

  /// The epoch that the seal at `index` says.
  public int epochOfSeal(long index) {
    return sealedIn.getOrDefault(index, 0);
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
    int epoch = epoch(new String(draft.entry(), UTF_8));
    if (epoch > 0 && !known.containsKey(leaf) && epoch != admittedEpoch + 1) {
      return new Admission.Refused("an epoch that does not follow");
    }
    admittedEpoch = Math.max(admittedEpoch, epoch);
    var earlier = known.putIfAbsent(leaf, new Committed(index, leaf));
    if (earlier != null) {
      return new Admission.Duplicate(earlier);
    }
    admitted.add(leaf);
    return new Admission.Admitted();
  }

  @Override
  public byte[] seal(SealPosition position) {
    return "seal %d of %d after %s in %d"
        .formatted(position.block(), position.firstIndex(), position.previousSeal(), admittedEpoch)
        .getBytes(UTF_8);
  }

  @Override
  public void abandon() {
    admitted.forEach(known::remove);
    admitted.clear();
    admittedEpoch = eras.size();
  }

  /// 0 if it says nothing of who keeps the log.
  private static int epoch(String text) {
    return text.startsWith("keepers ") ? Integer.parseInt(text.split(" ", -1)[1]) : 0;
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
    if (stored.kind() == Batch.Kind.SEAL) {
      sealedIn.put(stored.index(), Integer.parseInt(text.substring(text.lastIndexOf(' ') + 1)));
      fits = epochOfSeal(stored.index()) == eras.size();
    }
    int epoch = epoch(text);
    if (fits && epoch > 0) {
      fits = epoch == eras.size() + 1;
      eras.add(new Era(List.of(text.split(" ", -1)[2].split(",", -1)), stored.index()));
      admittedEpoch = Math.max(admittedEpoch, epoch);
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
