/// Signing and verifying keys. Bouncy Castle lives here and nowhere else.
@NullMarked
package org.genogate.ledger.key;

import org.jspecify.annotations.NullMarked;
