package org.genogate.genomics.synthetic;

import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/// The site columns of one record, before anyone's genotype.
///
/// @param end the last base, 1-based, for a symbolic allele; 0 otherwise
record Site(String ref, List<String> alts, int end) {

  private static final String BASES = "ACGT";
  private static final int LONGEST_INDEL = 8;

  /// Draws a site of the kind that the rates ask for.
  ///
  /// @param position 1-based
  static Site draw(int position, CohortSettings.Rates rates, RandomGenerator random) {
    double kind = random.nextDouble();
    if (kind < rates.symbolic()) {
      return new Site(bases(1, random), List.of("<DEL>"), position + 50 + random.nextInt(5_000));
    }
    kind -= rates.symbolic();
    if (kind < rates.indel()) {
      return indel(random);
    }
    kind -= rates.indel();
    return kind < rates.multiAllelic() ? multiAllelic(random) : snv(random);
  }

  private static Site snv(RandomGenerator random) {
    String ref = bases(1, random);
    return new Site(ref, List.of(substitution(ref, random)), 0);
  }

  private static Site indel(RandomGenerator random) {
    String shorter = bases(1, random);
    String longer = shorter + bases(1 + random.nextInt(LONGEST_INDEL), random);
    return random.nextBoolean()
        ? new Site(shorter, List.of(longer), 0)
        : new Site(longer, List.of(shorter), 0);
  }

  /// Two or three alleles under one REF, padded as they must be to share it.
  private static Site multiAllelic(RandomGenerator random) {
    String ref = bases(random.nextInt(3) == 0 ? 2 + random.nextInt(LONGEST_INDEL) : 1, random);
    int count = 2 + random.nextInt(2);
    var alts = new ArrayList<String>();
    if (random.nextInt(8) == 0) {
      alts.add("*");
    }
    while (alts.size() < count) {
      String alt =
          switch (random.nextInt(3)) {
            case 0 -> ref.charAt(0) + bases(1 + random.nextInt(3), random) + ref.substring(1);
            case 1 -> ref.substring(0, 1 + random.nextInt(ref.length()));
            default -> substitution(ref, random);
          };
      if (!alt.equals(ref) && !alts.contains(alt)) {
        alts.add(alt);
      }
    }
    return new Site(ref, alts, 0);
  }

  /// The same bases but for one.
  private static String substitution(String bases, RandomGenerator random) {
    int at = random.nextInt(bases.length());
    int other = (BASES.indexOf(bases.charAt(at)) + 1 + random.nextInt(3)) % BASES.length();
    return bases.substring(0, at) + BASES.charAt(other) + bases.substring(at + 1);
  }

  private static String bases(int count, RandomGenerator random) {
    var text = new StringBuilder(count);
    for (int i = 0; i < count; i++) {
      text.append(BASES.charAt(random.nextInt(BASES.length())));
    }
    return text.toString();
  }
}
