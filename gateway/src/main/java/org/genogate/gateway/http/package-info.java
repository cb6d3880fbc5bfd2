/// What every API here shares: problems, admission of work, bodies that heed slow clients, the
/// server and its log line.
///
/// Knows nothing of consent, genomes or the ledger.
@NullMarked
package org.genogate.gateway.http;

import org.jspecify.annotations.NullMarked;
