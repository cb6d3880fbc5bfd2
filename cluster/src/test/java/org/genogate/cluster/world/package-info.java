/// A world of virtual time: machines with clocks of their own pace that pause, sleep and crash, and
/// a network that delays, loses and is cut. One thread; the same seed gives the same history.
@NullMarked
package org.genogate.cluster.world;

import org.jspecify.annotations.NullMarked;
