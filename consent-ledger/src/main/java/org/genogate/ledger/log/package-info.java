/// The append-only log: segments on disk, group commit, seals, tiles and proofs.
///
/// To this package an entry is opaque bytes. It must not know events, consent, state or the vault:
/// what may enter, and what a seal says, is asked of [EntryRules].
///
/// Spec: [tlog-tiles](https://c2sp.org/tlog-tiles) for what is served; the segment format is ours
/// and described in DESIGN.md.
@NullMarked
package org.genogate.ledger.log;

import org.jspecify.annotations.NullMarked;
