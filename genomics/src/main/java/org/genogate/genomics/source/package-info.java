/// Variant files as laboratories write them: block-compressed or plain VCF 4.1 to 4.3.
///
/// Only ingest reads them, and only `cohort` may use the reader: what comes out of it is not
/// masked. htsjdk lives here and its types appear in no signature of another package.
///
/// Spec: [VCF 4.3](https://samtools.github.io/hts-specs/VCFv4.3.pdf), [BGZF, section
/// 4.1](https://samtools.github.io/hts-specs/SAMv1.pdf)
@NullMarked
package org.genogate.genomics.source;

import org.jspecify.annotations.NullMarked;
