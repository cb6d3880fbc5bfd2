/// What a log's operator and its witnesses sign: notes, checkpoints, policies, offline proofs.
///
/// Reads and writes text; opens no file and knows no entry.
///
/// Spec: C2SP [signed-note](https://c2sp.org/signed-note),
/// [tlog-checkpoint](https://c2sp.org/tlog-checkpoint),
/// [tlog-cosignature](https://c2sp.org/tlog-cosignature),
/// [tlog-policy](https://c2sp.org/tlog-policy) and [tlog-proof](https://c2sp.org/tlog-proof)
@NullMarked
package org.genogate.ledger.checkpoint;

import org.jspecify.annotations.NullMarked;
