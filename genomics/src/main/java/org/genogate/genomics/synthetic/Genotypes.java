package org.genogate.genomics.synthetic;

import java.util.Arrays;
import java.util.random.RandomGenerator;

/// The genotypes of one record: what every haplotype carries and how the file writes it.
final class Genotypes {
  /// Fewest bytes a column may take: a tab, two alleles and what stands between.
  private static final int COLUMN_BYTES = 4;

  /// One missing genotype in this many lacks only its second allele.
  private static final int HALF_MISSING = 8;

  private static final byte MISSING = '.';

  /// Past the last sample, with room to count on.
  private static final int NEVER = 1 << 30;

  private final CohortSettings.Rates rates;
  private final RandomGenerator random;
  private final boolean[] haploid;
  private final byte[] alleles;
  private final byte[] text;
  private int[] copies = new int[0];
  private int called;

  Genotypes(CohortSettings settings, RandomGenerator random) {
    this.rates = settings.rates();
    this.random = random;
    this.haploid = new boolean[settings.samples()];
    this.alleles = new byte[2 * settings.samples()];
    this.text = new byte[COLUMN_BYTES * settings.samples()];
  }

  /// Draws anew who has one haplotype only, as on X.
  void beginContig() {
    for (int i = 0; i < haploid.length; i++) {
      haploid[i] = random.nextDouble() < rates.haploid();
    }
  }

  /// Drops one mutation for each ALT onto the genealogy, then writes the columns.
  ///
  /// @return how many bytes of [#text] they take
  int draw(Genealogy genealogy, int alts) {
    Arrays.fill(alleles, (byte) 0);
    for (byte allele = 1; allele <= alts; allele++) {
      genealogy.mark(genealogy.pickBranch(random), allele, alleles);
    }
    copies = new int[alts + 1];
    called = 0;
    return write();
  }

  byte[] text() {
    return text;
  }

  /// How many haplotypes carry allele `allele`, 1 being the first ALT.
  int copies(int allele) {
    return copies[allele];
  }

  /// How many alleles are called.
  int called() {
    return called;
  }

  private int write() {
    int at = 0;
    int nextMissing = skip(rates.missing());
    int nextUnphased = skip(rates.unphased());
    for (int sample = 0; sample < haploid.length; sample++) {
      boolean missing = sample == nextMissing;
      if (missing) {
        nextMissing += 1 + skip(rates.missing());
      }
      byte separator = '|';
      if (sample == nextUnphased) {
        separator = '/';
        nextUnphased += 1 + skip(rates.unphased());
      }
      text[at++] = '\t';
      boolean half = missing && random.nextInt(HALF_MISSING) == 0;
      text[at++] = missing && (!half || haploid[sample]) ? MISSING : count(alleles[2 * sample]);
      if (!haploid[sample]) {
        text[at++] = separator;
        text[at++] = missing ? MISSING : count(alleles[2 * sample + 1]);
      }
    }
    return at;
  }

  private byte count(byte allele) {
    copies[allele]++;
    called++;
    return (byte) ('0' + allele);
  }

  /// How many samples in a row are spared: one draw a hit rather than one a sample.
  private int skip(double rate) {
    if (rate == 0) {
      return NEVER;
    }
    if (rate == 1) {
      return 0;
    }
    double spared = Genealogy.exponential(random) / -StrictMath.log(1 - rate);
    return (int) Math.min(spared, NEVER);
  }
}
