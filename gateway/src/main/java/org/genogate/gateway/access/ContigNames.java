package org.genogate.gateway.access;

import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.genogate.genomics.cohort.CohortHeader;
import org.genogate.genomics.cohort.Contig;

/// Tells whether a dataset can be searched for a contig by its name. `17` and `chr17` are one name,
/// as `MT` and `chrM` are; the mask compares them so too.
///
/// A withheld region that is looked for under a name that the dataset does not use would be shown.
/// So a name that the dataset lacks is taken to be absent from it only if all of its contigs are
/// human chromosomes by their usual names.
final class ContigNames {

  private static final Set<String> CHROMOSOMES = chromosomes();

  private final Set<String> held;

  ContigNames(CohortHeader header) {
    held =
        header.contigs().stream()
            .map(Contig::name)
            .map(ContigNames::plain)
            .collect(Collectors.toUnmodifiableSet());
  }

  /// Whether it is certain which bases of the dataset, if any, `contig` means.
  boolean areClearAbout(String contig) {
    var plain = plain(contig);
    return held.contains(plain) || (CHROMOSOMES.contains(plain) && CHROMOSOMES.containsAll(held));
  }

  private static String plain(String contig) {
    var plain = contig.startsWith("chr") ? contig.substring(3) : contig;
    return plain.equals("M") ? "MT" : plain;
  }

  private static Set<String> chromosomes() {
    var names = new TreeSet<>(Set.of("X", "Y", "MT"));
    IntStream.rangeClosed(1, 22).mapToObj(Integer::toString).forEach(names::add);
    return names;
  }
}
