package org.genogate.genomics.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.genogate.genomics.arrow.Decoded;
import org.genogate.genomics.mask.SampleSet;
import org.genogate.genomics.mask.Visibility;
import org.genogate.genomics.region.Region;
import org.genogate.genomics.synthetic.CohortSettings;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Every row of every file, against bcftools: kept alleles, AC, AN, AF and each dosage.
class BcftoolsComparisonIT {

  /// Per cent of the samples; all but 0 are at least one.
  private static final int[] MASKS = {0, 1, 10, 80, 100};

  @TempDir Path folder;

  @BeforeAll
  static void bcftoolsIsThere() {
    OutsideTool.require("bcftools (apt-get install bcftools)", "bcftools", "--version");
  }

  @Test
  void phase3OfThe1000GenomesIsCountedAsBcftoolsDoes() throws Exception {
    Path vcf = OutsideTool.shared("vcf/1000g-phase3-chr22-16.05-16.5mb.vcf.gz");
    compareMasks(TestCohort.ingest(vcf, folder.resolve("store")), 1);
  }

  @Test
  void unphasedGenotypesOfThe1000GenomesAreCountedAsBcftoolsDoes() throws Exception {
    Path vcf = OutsideTool.shared("vcf/1000g-chr20-203samples-unphased.vcf.gz");
    compareMasks(TestCohort.ingest(vcf, folder.resolve("store")), 2);
  }

  @Test
  void untidyCohortsAreCountedAsBcftoolsDoes() throws Exception {
    for (int seed = 1; seed <= 3; seed++) {
      Path place = folder.resolve("seed" + seed).toAbsolutePath();
      assertThat(place.toFile().mkdir()).isTrue();
      compareMasks(TestCohort.generated(place, CohortSettings.untidy(211, 1_500, seed)), seed);
    }
  }

  @Test
  void withheldRegionsAreCountedAsIfTheirGenotypesWereBlank() throws Exception {
    try (var cohort = TestCohort.generated(folder, CohortSettings.untidy(150, 2_000, 21))) {
      compareWithheld(cohort, List.of("1", "22", "X"), 20_000_000, 25_000, 21);
    }
  }

  @Test
  void withheldRegionsOfThe1000GenomesAreCountedAsIfTheirGenotypesWereBlank() throws Exception {
    Path vcf = OutsideTool.shared("vcf/1000g-phase3-chr22-16.05-16.5mb.vcf.gz");
    try (var cohort = TestCohort.ingest(vcf, folder.resolve("store"))) {
      compareWithheld(cohort, List.of("22"), 16_050_000, 450_000, 22);
    }
  }

  private void compareMasks(TestCohort cohort, long seed) throws Exception {
    var random = new SplittableRandom(seed);
    try (cohort) {
      var oracle = BcftoolsOracle.of(folder, cohort.vcf());
      for (int percent : MASKS) {
        compare(cohort, oracle, some(cohort, percent, random), Map.of());
      }
    }
  }

  /// Four fifths are permitted; some of these withhold regions that overlap, touch and split rows.
  private void compareWithheld(
      TestCohort cohort, List<String> contigs, int from, int length, long seed) throws Exception {
    var random = new SplittableRandom(seed);
    var withheld = new LinkedHashMap<Region, SampleSet>();
    for (int i = 0; i < 40; i++) {
      int start = from + random.nextInt(length);
      int end = start + 1 + random.nextInt(i % 2 == 0 ? 40 : length / 5);
      String contig = contigs.get(random.nextInt(contigs.size()));
      withheld.put(new Region(contig, start, end), some(cohort, 1 + random.nextInt(40), random));
    }
    var oracle = BcftoolsOracle.of(folder, cohort.vcf());
    compare(cohort, oracle, some(cohort, 80, random), withheld);
  }

  private static void compare(
      TestCohort cohort,
      BcftoolsOracle oracle,
      SampleSet permitted,
      Map<Region, SampleSet> withheld)
      throws IOException, InterruptedException {
    var visibility = Visibility.of(permitted, withheld);
    List<Decoded.Row> ours = sorted(cohort.ask(cohort.all(View.DOSAGES), visibility).rows());
    List<BcftoolsOracle.Row> theirs =
        permitted.isEmpty()
            ? List.of()
            : oracle.rows(permitted, withheld).stream()
                .sorted(
                    Comparator.comparing(BcftoolsOracle.Row::site)
                        .thenComparing(BcftoolsOracle.Row::dosages))
                .toList();

    assertThat(ours).hasSameSizeAs(theirs);
    assertThat(ours.isEmpty()).isEqualTo(permitted.isEmpty());
    for (int i = 0; i < ours.size(); i++) {
      compare(ours.get(i), theirs.get(i));
    }
  }

  private static void compare(Decoded.Row ours, BcftoolsOracle.Row theirs) {
    assertThat(ours.text())
        .isEqualTo("%s %s %s".formatted(theirs.site(), theirs.counts(), theirs.dosages()));
    // bcftools keeps AF in 32 bits and prints six digits.
    assertThat(ours.alleleFrequency()).isCloseTo(theirs.frequency(), within(1e-5));
  }

  private static List<Decoded.Row> sorted(List<Decoded.Row> rows) {
    return rows.stream()
        .sorted(
            Comparator.comparing(BcftoolsComparisonIT::site).thenComparing(Decoded.Row::dosages))
        .toList();
  }

  private static String site(Decoded.Row row) {
    return "%s:%d %s>%s".formatted(row.contig(), row.pos(), row.ref(), row.alt());
  }

  private static SampleSet some(TestCohort cohort, int percent, RandomGenerator random) {
    int count = (cohort.samples() * percent + 99) / 100;
    int[] shuffled = SampleSet.all(cohort.samples()).stream().toArray();
    for (int i = 0; i < count; i++) {
      int other = i + random.nextInt(shuffled.length - i);
      int taken = shuffled[other];
      shuffled[other] = shuffled[i];
      shuffled[i] = taken;
    }
    return cohort.set(Arrays.copyOf(shuffled, count));
  }
}
