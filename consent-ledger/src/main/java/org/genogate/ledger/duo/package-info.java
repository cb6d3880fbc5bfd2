/// What data may be used for, what someone wants to use it for, and whether the two fit.
///
/// Four kinds for now: general research contains health research, which contains research on a
/// disease; care stands by itself. Any other code is no purpose at all. Knows nothing of people,
/// grants or time.
///
/// Spec: [Data Use Ontology](https://github.com/EBISPOT/DUO), `reference/duo.md`
@NullMarked
package org.genogate.ledger.duo;

import org.jspecify.annotations.NullMarked;
