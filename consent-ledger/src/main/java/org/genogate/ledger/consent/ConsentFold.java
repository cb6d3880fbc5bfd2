package org.genogate.ledger.consent;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Map;
import java.util.Queue;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import org.genogate.ledger.consent.StandingConsent.Kind;
import org.genogate.ledger.consent.StandingConsent.Wording;
import org.genogate.ledger.event.Event.ConsentDenied;
import org.genogate.ledger.event.Event.ConsentGranted;
import org.genogate.ledger.event.Event.ConsentRevoked;
import org.genogate.ledger.event.PersonTag;

/// Folds consent events, with their opened terms, into who allows what.
///
/// One writer calls everything but [#view()], in log order; any thread may take the view. Each
/// change costs one person, one chunk of one set and the paths to them, whatever the number of
/// people. Duplicates and predecessors were checked by the public fold.
///
/// What opens data waits for the seal: a grant, and the lifting of a denial. What closes data acts
/// where it is applied: a denial, and the revocation of a grant.
public final class ConsentFold {

  private final Map<PersonTag, Integer> ordinals = new ConcurrentHashMap<>();
  private final Map<Profile, Integer> profileNumbers = new HashMap<>();
  private final Queue<Opening> unsealed = new ArrayDeque<>();

  /// Starts and expiries to come, of grants that are sealed and not revoked.
  private final TreeSet<Turn> turns = new TreeSet<>();

  private PersistentList<Person> people = PersistentList.empty();
  private PersistentList<Sharing> sharings = PersistentList.empty();
  private long version;
  private long nextIndex;
  private long sealedSize;
  private Instant asOf = Instant.EPOCH;
  private volatile ConsentView view;

  private ConsentFold() {
    this.view = snapshotOfNow();
  }

  public static ConsentFold empty() {
    return new ConsentFold();
  }

  /// @return a fold that decides and goes on as the one that wrote `snapshot`
  public static ConsentFold restore(byte[] snapshot) throws CorruptConsentSnapshotException {
    var fold = new ConsentFold();
    return fold;
  }

  /// @param time when it was recorded
  public void applyGrant(long index, Instant time, ConsentGranted event, ConsentTerms terms) {
  }
}
