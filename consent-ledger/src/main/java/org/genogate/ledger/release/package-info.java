/// What a release is asked for, and what those who agree to it see and sign.
///
/// The ledger itself holds a commitment; the terms lie sealed beside it. A committee reads them in
/// a [org.genogate.ledger.release.ReleaseRequest], checks them against the entry, and signs without
/// any access to a node. Knows no vault, no log and no network.
@NullMarked
package org.genogate.ledger.release;

import org.jspecify.annotations.NullMarked;
