/// What the page of a variant report says, word for word; the template beside it only lays it out.
///
/// Apart from the routes, so that the generated templates and they do not form a cycle.
@NullMarked
package org.genogate.gateway.fhir.page;

import org.jspecify.annotations.NullMarked;
