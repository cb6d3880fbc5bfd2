package org.genogate.ledger;

import java.util.List;
import org.genogate.ledger.event.Endorsement;
import org.genogate.ledger.release.ReleaseTerms;
import org.genogate.ledger.state.Release;

/// A release, what it is for, and how far it is.
///
/// @param missing who has yet to agree, by the table of now; nobody once it is complete
public record ReleaseStanding(Release release, ReleaseTerms terms, List<Endorsement> missing) {
  public ReleaseStanding {
    missing = List.copyOf(missing);
  }

  public boolean isComplete() {
    return missing.isEmpty();
  }
}
