/// Whole nodes as processes of their own, over real links and real files, and everything that can
/// be done to a process: killed, stopped, cut off, its disk full.
///
/// It is for tests and measurements; it knows nothing of consent, keys or HTTP.
@NullMarked
package org.genogate.cluster.process;

import org.jspecify.annotations.NullMarked;
