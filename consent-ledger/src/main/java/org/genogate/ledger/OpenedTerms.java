package org.genogate.ledger;

import org.genogate.ledger.receipt.Salt;
import org.genogate.ledger.release.ReleaseTerms;

/// What lay sealed beside a request for a release.
///
/// @param salt opens the entry's commitment to the terms
record OpenedTerms(Salt salt, ReleaseTerms terms) {}
