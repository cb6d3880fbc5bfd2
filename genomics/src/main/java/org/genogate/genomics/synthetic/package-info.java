/// Made-up cohorts for the demo, tests and benchmarks.
///
/// The same settings and seed give the same bytes on every machine. Nothing here resembles a
/// person: the genotypes are drawn from a coalescent model.
@NullMarked
package org.genogate.genomics.synthetic;

import org.jspecify.annotations.NullMarked;
