/// What the custodian decides in a file: who is trusted, which projects there are, how much is
/// allowed at once.
@NullMarked
package org.genogate.gateway.config;

import org.jspecify.annotations.NullMarked;
