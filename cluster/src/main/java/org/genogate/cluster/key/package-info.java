/// How the keys that open payloads reach every node that decides, and how an erasure reaches every
/// copy of them.
///
/// Knows vaults and links, and no entry: it does not ask what a key opens.
@NullMarked
package org.genogate.cluster.key;

import org.jspecify.annotations.NullMarked;
