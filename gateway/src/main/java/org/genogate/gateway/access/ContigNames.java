package org.genogate.gateway.access;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.genogate.genomics.cohort.CohortHeader;

/// Finds a contig by its name in a dataset, whether either says `17` or `chr17`, `MT` or `chrM`.
///
/// A withheld region that is looked for under the wrong name would be shown, so a name that a
/// dataset lacks is only taken to be absent from it if all of the dataset's contigs are human
/// chromosomes by their usual names.
final class ContigNames {

  private static final Set<String> CHROMOSOMES = chromosomes();

  private final Map<String, String> nameByPlain = new HashMap<>();
  private final boolean allUsual;

  ContigNames(CohortHeader header) {
    header.contigs().forEach(contig -> nameByPlain.put(plain(contig.name()), contig.name()));
    allUsual = CHROMOSOMES.containsAll(nameByPlain.keySet());
  }

  sealed interface Found {
    record As(String name) implements Found {}

    /// The dataset holds nothing of this contig.
    record Absent() implements Found {}

    /// The dataset may hold it under a name that is not known here.
    record Unclear() implements Found {}
  }

  Found find(String contig) {
    var name = nameByPlain.get(plain(contig));
    if (name != null) {
      return new Found.As(name);
    }
    return allUsual && CHROMOSOMES.contains(plain(contig))
        ? new Found.Absent()
        : new Found.Unclear();
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
