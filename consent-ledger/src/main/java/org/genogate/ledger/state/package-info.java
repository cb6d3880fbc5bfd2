/// The public fold: what the log's bytes alone say, and the rules that decide which entry may
/// follow.
///
/// It opens no payload and knows neither purposes nor people behind tags, so every node that has
/// the log computes the same state, bit for bit, whatever was shredded. Who may read what is
/// decided elsewhere.
///
/// Spec: `reference/transparency-log.md` section 9.3
@NullMarked
package org.genogate.ledger.state;

import org.jspecify.annotations.NullMarked;
