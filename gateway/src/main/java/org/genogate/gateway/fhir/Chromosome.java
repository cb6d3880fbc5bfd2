package org.genogate.gateway.fhir;

import java.util.Optional;

/// A chromosome of LOINC's answer list LL2938-0: 1 to 22, X and Y. It has no mitochondrion.
///
/// @param number 1 to 22, 23 for X, 24 for Y, as RefSeq counts them
record Chromosome(int number) {

  static final int X = 23;
  static final int Y = 24;

  /// @param contig as a VCF names it, with or without `chr`
  static Optional<Chromosome> of(String contig) {
    var name = contig.startsWith("chr") ? contig.substring(3) : contig;
    return switch (name) {
      case "X" -> Optional.of(new Chromosome(X));
      case "Y" -> Optional.of(new Chromosome(Y));
      default ->
          name.matches("[1-9]|1[0-9]|2[0-2]")
              ? Optional.of(new Chromosome(Integer.parseInt(name)))
              : Optional.empty();
    };
  }

  /// Such as `22` or `X`.
  String label() {
    return switch (number) {
      case X -> "X";
      case Y -> "Y";
      default -> Integer.toString(number);
    };
  }
}
