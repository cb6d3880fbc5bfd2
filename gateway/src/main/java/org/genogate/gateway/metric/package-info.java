/// What a node counts of itself, and how Prometheus is told.
///
/// Nothing here names a person, a requester or a dataset.
@NullMarked
package org.genogate.gateway.metric;

import org.jspecify.annotations.NullMarked;
