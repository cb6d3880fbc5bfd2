package org.genogate.ledger.state;

import java.util.ArrayList;
import java.util.List;
import org.genogate.ledger.event.CoarsePurpose;
import org.genogate.ledger.event.DatasetTag;
import org.genogate.ledger.event.Endorsement;
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
/// @param request digest of that entry's body, which endorsements name
/// @param endorsers in the order in which they agreed
public record Release(
    ReleaseId id,
    RequesterTag requester,
    List<DatasetTag> datasets,
    CoarsePurpose purpose,
    Hash commitment,
    long index,
    Hash request,
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
    return missing(endorsements).isEmpty();
  }

  /// Who has yet to agree, by the table of now: so many more holders of each role.
  public List<Endorsement> missing(Endorsements endorsements) {
    var missing = new ArrayList<Endorsement>();
    for (var each : endorsements.ofReleases()) {
      long agreed = endorsers.stream().filter(known -> known.role() == each.role()).count();
      if (agreed < each.count()) {
        missing.add(new Endorsement(each.role(), (int) (each.count() - agreed)));
      }
    }
    return missing;
  }

  Release endorsedBy(Endorser endorser) {
    var all = new ArrayList<>(endorsers);
    all.add(endorser);
    return new Release(id, requester, datasets, purpose, commitment, index, request, all);
  }
}
