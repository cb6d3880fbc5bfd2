package org.genogate.ledger.consent;

import org.genogate.ledger.duo.Purpose;
import org.genogate.ledger.event.DatasetTag;

/// What is asked of consent: this dataset, for this purpose, by these.
public record Inquiry(DatasetTag dataset, Purpose purpose, Asking who) {}
