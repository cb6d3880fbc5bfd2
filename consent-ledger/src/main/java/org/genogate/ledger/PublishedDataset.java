package org.genogate.ledger;

import org.genogate.ledger.event.DatasetTag;
import org.genogate.ledger.merkle.Hash;
import org.genogate.ledger.receipt.Salt;

/// A dataset version that the ledger says can be asked.
///
/// @param name as requesters call it
/// @param sampleMap the commitment to the sample-to-person map
/// @param mapSalt opens that commitment
public record PublishedDataset(
    DatasetTag dataset, int version, String name, Hash sampleMap, Salt mapSalt) {}
