package org.genogate.genomics.synthetic;

import java.util.List;

/// What a made-up cohort looks like.
///
/// @param contigs names, in file order; the sites are shared out evenly
/// @param sites records in all, one or more ALT alleles each
/// @param rates how untidy the genotypes are
/// @param seed the same seed and settings give the same bytes
public record CohortSettings(int samples, int sites, List<String> contigs, Rates rates, long seed) {

  public CohortSettings {
    if (samples < 1 || sites < 1) {
      throw new IllegalArgumentException(
          "a cohort needs samples and sites, not %d and %d".formatted(samples, sites));
    }
    if (contigs.isEmpty() || List.copyOf(contigs).stream().distinct().count() != contigs.size()) {
      throw new IllegalArgumentException("contigs need distinct names, not " + contigs);
    }
    contigs = List.copyOf(contigs);
  }

  /// Phased, fully called, diploid, on contig `22`: the shape of 1000 Genomes phase 3.
  public static CohortSettings tidy(int samples, int sites, long seed) {
    return new CohortSettings(samples, sites, List.of("22"), Rates.TIDY, seed);
  }

  /// Everything a real file may do, on three contigs.
  public static CohortSettings untidy(int samples, int sites, long seed) {
    return new CohortSettings(samples, sites, List.of("1", "22", "X"), Rates.UNTIDY, seed);
  }

  /// Shares from 0 to 1.
  ///
  /// @param missing of the genotypes; one in eight of them lacks only one of its two alleles
  /// @param unphased of the genotypes
  /// @param haploid of the samples, drawn anew for each contig
  /// @param multiAllelic of the sites; one in eight of them has a `*` among its alleles
  /// @param indel of the sites
  /// @param symbolic of the sites: a `<DEL>` with END
  public record Rates(
      double missing,
      double unphased,
      double haploid,
      double multiAllelic,
      double indel,
      double symbolic) {

    public static final Rates TIDY = new Rates(0, 0, 0, 0.004, 0.034, 0.001);
    public static final Rates UNTIDY = new Rates(0.02, 0.3, 0.1, 0.1, 0.15, 0.01);

    public Rates {
      for (double rate : List.of(missing, unphased, haploid, multiAllelic, indel, symbolic)) {
        if (!(rate >= 0 && rate <= 1)) {
          throw new IllegalArgumentException("a rate is from 0 to 1, not " + rate);
        }
      }
      if (multiAllelic + indel + symbolic > 1) {
        throw new IllegalArgumentException("the kinds of site add up to more than all sites");
      }
    }
  }
}
