/// Where consent meets genomes, and nowhere else.
///
/// An access is one value moving through types: a request, a decision, a recorded access, a masked
/// stream, a receipt. Only this package makes a `Visibility`, and only from the ledger's decision
/// at a known consent version.
@NullMarked
package org.genogate.gateway.access;

import org.jspecify.annotations.NullMarked;
