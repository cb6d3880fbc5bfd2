/// The links between nodes: Hazelcast members that know each other by their keys, and carry
/// messages of bytes between them.
///
/// It must not know what the messages say.
@NullMarked
package org.genogate.cluster.link;

import org.jspecify.annotations.NullMarked;
