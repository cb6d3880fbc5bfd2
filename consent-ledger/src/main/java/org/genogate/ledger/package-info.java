/// One node's ledger: the one place where an event is signed, its payload sealed, its entry
/// committed, and both folds moved on.
///
/// It knows no network and no genome. Below it every package knows its own part only: the log takes
/// opaque bytes, the public fold never opens a payload, the private fold never reads a log.
@NullMarked
package org.genogate.ledger;

import org.jspecify.annotations.NullMarked;
