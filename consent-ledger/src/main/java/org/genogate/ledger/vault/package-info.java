/// The keys that seal and open what the log only commits to.
///
/// Keys only: sealed bytes are kept elsewhere. Every key is wrapped by one master key, which lies
/// apart from the vault. Knows no event, no log and no consent.
@NullMarked
package org.genogate.ledger.vault;

import org.jspecify.annotations.NullMarked;
