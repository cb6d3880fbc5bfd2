/// What was done with people's data, as they and those who asked can see and verify it.
///
/// Payloads of access events, the hashes that entries commit to, who looked at whom, and receipts
/// that one person can check and that reveal nobody else.
///
/// Spec: `reference/transparency-log.md` sections 9.4 and 9.5
@NullMarked
package org.genogate.ledger.receipt;

import org.jspecify.annotations.NullMarked;
