/// The front door to the genomes: one question, one mask, one answer.
///
/// A [VariantStream][org.genogate.genomics.query.VariantStream] answers a region query batch by
/// batch; a [PanelLookup][org.genogate.genomics.query.PanelLookup] answers for one sample at the
/// positions of a panel. Neither knows who asks or why: permission arrives as a `Visibility`, and
/// it can only shrink while a stream runs.
@NullMarked
package org.genogate.genomics.query;

import org.jspecify.annotations.NullMarked;
