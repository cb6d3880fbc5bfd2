/// Receipts of accesses: `/v1/receipts/{accessId}`, for a person whom an access concerned and for
/// whoever asked.
///
/// Which access concerned whom, `access` knows; here is only HTTP.
@NullMarked
package org.genogate.gateway.receipt;

import org.jspecify.annotations.NullMarked;
