/// Read leases: who may answer from its own fold right now, and since when everybody obeys a
/// revocation.
///
/// A leader borrows its right to read from a quorum, and the others borrow theirs from the leader,
/// for a part of its time and only once they have applied what it had committed. So after a
/// revocation is acknowledged, no node that lacks it holds a lease.
///
/// It must not know what an entry says, nor how entries are ordered.
@NullMarked
package org.genogate.cluster.lease;

import org.jspecify.annotations.NullMarked;
