/// Which samples may be seen, and where.
///
/// It knows samples and places; it must not know people, consent, or files.
@NullMarked
package org.genogate.genomics.mask;

import org.jspecify.annotations.NullMarked;
