package org.genogate.ledger.state;

import java.util.ArrayList;
import java.util.List;
import org.genogate.ledger.event.CoarsePurpose;
import org.genogate.ledger.event.DatasetTag;
import org.genogate.ledger.event.Endorsements;
import org.genogate.ledger.event.HolderTag;
import org.genogate.ledger.event.KeyRole;
import org.genogate.ledger.event.ReleaseId;
import org.genogate.ledger.event.RequesterTag;
import org.genogate.ledger.merkle.Hash;

/// What a requester asked to be released, and who agreed.
///
/// @param commitment to project and terms
/// @param index of the entry that asked
/// @param endorsers in the order in which they agreed
public record Release(
    ReleaseId id,
    RequesterTag requester,
    List<DatasetTag> datasets,
    CoarsePurpose purpose,
    Hash commitment,
    long index,
    List<Endorser> endorsers) {

  /// Who agreed, and as what.
  public record Endorser(KeyRole role, HolderTag holder) {}

  public Release {
    datasets = List.copyOf(datasets);
    endorsers = List.copyOf(endorsers);
  }

  /// Whether all agreed whom `endorsements` names. Another table may find otherwise: the law of now
  /// counts, not that of the request.
  public boolean isComplete(Endorsements endorsements) {
    return endorsements.ofReleases().stream()
        .allMatch(each ->
            endorsers.stream().filter(endorser -> endorser.role() == each.role()).count()
                >= each.count());
  }

  Release endorsedBy(Endorser endorser) {
    var all = new ArrayList<>(endorsers);
    all.add(endorser);
    return new Release(id, requester, datasets, purpose, commitment, index, all);
  }
}
