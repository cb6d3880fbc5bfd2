/// Who is asking: bearer tokens of configured issuers, and nothing else.
///
/// A token says who someone is and which project they work for. It is never consent.
@NullMarked
package org.genogate.gateway.identity;

import org.jspecify.annotations.NullMarked;
