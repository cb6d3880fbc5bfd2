/// Alleles as they are written down, whoever carries them.
///
/// It must not know samples or files.
///
/// Spec: [VCF 4.3, section 1.6.1](https://samtools.github.io/hts-specs/VCFv4.3.pdf)
@NullMarked
package org.genogate.genomics.variant;

import org.jspecify.annotations.NullMarked;
