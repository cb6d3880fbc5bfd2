/// What the ledger records: the sealed registry of events, their canonical bytes, and the
/// identifiers in them.
///
/// An entry holds random identifiers, key ids, coarse codes and salted commitments, and nothing
/// that says who a person is or what a genome holds. What must be known beside it lies sealed in a
/// payload.
///
/// Spec: `reference/transparency-log.md` section 9.1 and [RFC 8949
/// §4.2.1](https://www.rfc-editor.org/rfc/rfc8949#section-4.2.1)
@NullMarked
package org.genogate.ledger.event;

import org.jspecify.annotations.NullMarked;
