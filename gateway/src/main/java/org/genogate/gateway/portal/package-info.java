/// What a person sees and does about their own data: pages for a browser, and the same as JSON.
///
/// The pages are rendered here and work without script. Who a person is comes from a one-time link
/// of the custodian's (pages) or from a bearer token (JSON); everything else from the
/// [org.genogate.gateway.access.PatientDesk]. This package must know nothing of ledgers, stores or
/// genotypes, and sends a browser to no other host.
@NullMarked
package org.genogate.gateway.portal;

import org.jspecify.annotations.NullMarked;
