/// Whole gateways as processes, people and researchers who use them, and faults one after the
/// other.
///
/// What was acknowledged and what was read are written down, and compared with the ledgers at the
/// end. Knows a node as anybody outside does: by HTTP, its folder and its process.
@NullMarked
package org.genogate.gateway.campaign;

import org.jspecify.annotations.NullMarked;
