/// Makes committed checkpoints final: each validator cosigns what it judged itself, collects the
/// cosignatures of the others, and publishes once the policy's quorum has signed.
///
/// A cosignature cannot be taken back, so nothing is signed before it is committed, and nothing
/// before it is written down that it is signed. What others signed against that is kept as
/// evidence.
///
/// It must not know what an entry says.
///
/// Spec: [tlog-cosignature](https://c2sp.org/tlog-cosignature)
@NullMarked
package org.genogate.cluster.finality;

import org.jspecify.annotations.NullMarked;
