/// What the owner of the data folder does to the node itself: take files into custody.
@NullMarked
package org.genogate.gateway.admin;

import org.jspecify.annotations.NullMarked;
