/// The private fold: who allows what, as opened payloads say, and the decisions that follow.
///
/// One writer applies events in log order; readers decide on immutable views from any thread. A
/// withheld region is an opaque label here, a genome does not exist. No clock: every instant is
/// handed in. A payload that cannot be opened allows nothing, and a denial that cannot be opened
/// refuses everything.
///
/// Choices and formats: `DESIGN.md`
@NullMarked
package org.genogate.ledger.consent;

import org.jspecify.annotations.NullMarked;
