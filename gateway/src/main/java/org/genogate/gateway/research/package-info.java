/// Researchers' questions: `/v1/datasets/{dataset}/variants`.
///
/// Parses and refuses; what may be answered, `access` decides.
@NullMarked
package org.genogate.gateway.research;

import org.jspecify.annotations.NullMarked;
