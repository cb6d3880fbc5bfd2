/// This gateway as one of several that keep a ledger together: how a cluster is founded and joined,
/// and the parts that run in each node.
///
/// It knows no HTTP, dataset or genotype.
@NullMarked
package org.genogate.gateway.cluster;

import org.jspecify.annotations.NullMarked;
