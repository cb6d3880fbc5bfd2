/// One node: its data folder, and its parts wired by hand in one method.
@NullMarked
package org.genogate.gateway.node;

import org.jspecify.annotations.NullMarked;
