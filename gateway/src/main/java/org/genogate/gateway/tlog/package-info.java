/// The ledger as static tiles, for verifiers that know nothing of us.
///
/// Spec: [C2SP tlog-tiles](https://c2sp.org/tlog-tiles)
@NullMarked
package org.genogate.gateway.tlog;

import org.jspecify.annotations.NullMarked;
