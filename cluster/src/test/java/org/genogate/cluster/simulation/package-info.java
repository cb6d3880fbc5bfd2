/// A whole cluster on one thread: time, network and disks of which every mishap is chosen by a
/// seed, so that the same seed gives the same history.
///
/// It must not know what runs on it.
@NullMarked
package org.genogate.cluster.simulation;

import org.jspecify.annotations.NullMarked;
