package org.genogate.ledger;

import java.util.HashSet;
import java.util.List;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import org.genogate.ledger.event.Attestation;
import org.genogate.ledger.event.Endorsement;
import org.genogate.ledger.event.Endorsements;
import org.genogate.ledger.event.Event.KeyEnrolled;
import org.genogate.ledger.event.EventId;
import org.genogate.ledger.event.HolderTag;
import org.genogate.ledger.event.KeyRole;
import org.genogate.ledger.key.PublicKey;

/// What whoever begins a log decides for it beyond its keys: who must sign what, and who oversees
/// the custodian.
///
/// @param committee public keys, each of another holder
public record FirstLaw(Endorsements endorsements, List<PublicKey> committee) {

  private static final int ACCESS_OPENED = 9;
  private static final int RELEASE_ENDORSED = 16;

  public FirstLaw {
    committee = List.copyOf(committee);
    if (new HashSet<>(committee).size() != committee.size()) {
      throw new IllegalArgumentException("a key of the committee is given once");
    }
  }

  /// The ledger's own law, and nothing beside it.
  public static FirstLaw plain() {
    return new FirstLaw(Endorsements.none(), List.of());
  }

  /// Research by consent needs a release, to which a custodian and one of the committee agree.
  ///
  /// @throws IllegalArgumentException without a committee, since nothing could then be released
  public static FirstLaw withReleases(List<PublicKey> committee) {
    if (committee.isEmpty()) {
      throw new IllegalArgumentException(
          "releases need the key of a committee: without one nothing could ever be released");
    }
    var rows = new TreeMap<Integer, List<Endorsement>>();
    rows.put(ACCESS_OPENED, List.of());
    rows.put(
        RELEASE_ENDORSED,
        List.of(new Endorsement(KeyRole.CUSTODIAN, 1), new Endorsement(KeyRole.COMMITTEE, 1)));
    return new FirstLaw(new Endorsements(rows), committee);
  }

  /// The committee's keys as a genesis names them.
  public List<KeyEnrolled> enrolled(RandomGenerator random) {
    return committee.stream()
        .map(key ->
            new KeyEnrolled(
                EventId.random(random),
                key,
                KeyRole.COMMITTEE,
                HolderTag.random(random),
                Attestation.GENESIS))
        .toList();
  }
}
