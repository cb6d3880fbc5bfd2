/// A gateway as a client sees it: for the commands and for the demo's story.
@NullMarked
package org.genogate.gateway.client;

import org.jspecify.annotations.NullMarked;
