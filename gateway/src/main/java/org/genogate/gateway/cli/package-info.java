/// The command line. Whatever touches a data folder goes through a gateway: the one that runs on
/// it, or one started for the command alone, so that there is one way to do each thing.
@NullMarked
package org.genogate.gateway.cli;

import org.jspecify.annotations.NullMarked;
