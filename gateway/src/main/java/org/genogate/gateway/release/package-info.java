/// Releases over HTTP and in files: who asks, what a committee reads, what it signs.
///
/// A committee has no access to a gateway. It gets a
/// [org.genogate.gateway.release.RequestDocument], checks and signs it offline, and gives back an
/// [org.genogate.gateway.release.EndorsementDocument].
@NullMarked
package org.genogate.gateway.release;

import org.jspecify.annotations.NullMarked;
