package org.genogate.ledger;

import java.time.Instant;
import org.genogate.ledger.consent.Cohort;
import org.genogate.ledger.event.AccessId;
import org.genogate.ledger.event.Basis;
import org.genogate.ledger.event.ByRelease;
import org.genogate.ledger.event.CoarsePurpose;
import org.genogate.ledger.event.DatasetTag;

/// What is recorded of an access before its first byte leaves.
///
/// @param consulted what the ledger said when the decision was made
/// @param at when it was made
/// @param cohort whom the access may cover
/// @param release on which it rests, if on any
/// @param who told to the people concerned, and to nobody else
public record Opening(
    AccessId access,
    Basis basis,
    DatasetTag dataset,
    int datasetVersion,
    CoarsePurpose purpose,
    LedgerView consulted,
    Instant at,
    Cohort cohort,
    ByRelease release,
    Who who) {}
