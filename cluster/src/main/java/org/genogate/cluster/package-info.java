/// The same ledger on every node: joins order, finality, leases and links into one replication.
///
/// It must not know what an entry says, nor HTTP.
@NullMarked
package org.genogate.cluster;

import org.jspecify.annotations.NullMarked;
