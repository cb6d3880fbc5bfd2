/// The cohort store: variants and genotypes of one dataset version, encrypted and immutable.
///
/// Built once from a file by [org.genogate.genomics.cohort.Ingest], read by
/// [org.genogate.genomics.cohort.CohortStore] through a [org.genogate.genomics.mask.Visibility],
/// without which nothing here gives a genotype. It must not know people, consent or the network.
/// Its format is in the module's `DESIGN.md`.
@NullMarked
package org.genogate.genomics.cohort;

import org.jspecify.annotations.NullMarked;
