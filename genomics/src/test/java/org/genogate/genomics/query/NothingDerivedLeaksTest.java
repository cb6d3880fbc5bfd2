package org.genogate.genomics.query;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.genogate.genomics.mask.SampleSet;
import org.genogate.genomics.mask.Visibility;
import org.genogate.genomics.region.Region;
import org.genogate.genomics.synthetic.CohortGenerator;
import org.genogate.genomics.synthetic.CohortSettings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Invariant I4: two cohorts that differ only in what is hidden give the same bytes.
class NothingDerivedLeaksTest {
  private static final int SAMPLES = 60;
  private static final int SAMPLE_COLUMNS = 9;

  @TempDir Path folder;

  @Test
  void whatHiddenSamplesCarryAndAreCalledChangesNoByte() throws IOException {
    SampleSet visible = someSamples(new SplittableRandom(1));

    compareWithScrambled(Visibility.of(visible, Map.of()), 1);
  }

  @Test
  void whatLiesInWithheldRegionsChangesNoByte() throws IOException {
    var random = new SplittableRandom(2);
    var withheld =
        Map.of(
            new Region("1", 20_000_300, 20_001_100), someSamples(random),
            new Region("1", 20_001_000, 20_001_001), someSamples(random),
            new Region("22", 0, 20_000_700), someSamples(random));

    compareWithScrambled(Visibility.of(someSamples(random), withheld), 2);
  }

  @Test
  void anAlleleThatOnlyHiddenSamplesCarryLeavesNoTrace() throws IOException {
    // The padding of REF, the place of the allele and the site at 200 are there for B alone.
    try (var both =
            TestCohort.of(
                Files.createDirectory(folder.resolve("both")),
                "1 100 rs1 CAG C,CAT PASS 0|2 0|1",
                "1 200 rs2 A T PASS 0|0 1|1",
                "1 300 rs3 G <DEL>,GT PASS 0|2 0|1");
        var alone =
            TestCohort.of(
                Files.createDirectory(folder.resolve("alone")),
                "1 102 rs1 G T PASS 0|1 0|0",
                "1 300 rs3 G GT PASS 0|1 0|0")) {
      for (View view : View.values()) {
        assertThat(both.answer(both.all(view), both.only(0)))
            .isEqualTo(alone.answer(alone.all(view), alone.only(0)));
      }
    }
  }

  @Test
  void paddingDoesNotMakeARecordMatchARegion() throws IOException {
    try (var cohort = TestCohort.of(folder, "1 100 rs1 CAG C,TAG PASS 0|2 0|1")) {
      VariantQuery all = cohort.all(View.SITES);
      var behind =
          new VariantQuery(
              List.of(Region.ofOneBased("1", 102, 102)),
              View.SITES,
              List.of(),
              all.compression(),
              all.limit(),
              all.batchBytes());

      assertThat(cohort.ask(behind, cohort.only(0)).rows()).isEmpty();
      assertThat(cohort.ask(behind, cohort.only(1)).text()).containsExactly("1:100 CAG>C 1/2 ");
    }
  }

  @Test
  void countsAreOfTheSamplesAskedForAlone() throws IOException {
    try (var cohort = TestCohort.of(folder, "1 100 rs1 C T PASS 0|1 1|1 0|1")) {
      VariantQuery all = cohort.all(View.SITES);
      var onlyC =
          new VariantQuery(
              all.regions(),
              View.SITES,
              List.of("C"),
              all.compression(),
              all.limit(),
              all.batchBytes());

      assertThat(cohort.ask(onlyC, cohort.everybody()).text()).containsExactly("1:100 C>T 1/2 ");
    }
  }

  /// Answers from a cohort and from one where everything that `visibility` hides is other.
  private void compareWithScrambled(Visibility visibility, long seed) throws IOException {
    var plain = new ByteArrayOutputStream();
    CohortGenerator.write(CohortSettings.untidy(SAMPLES, 240, seed), plain);
    String text = plain.toString(StandardCharsets.US_ASCII);
    Path one = Files.writeString(folder.resolve("one.vcf"), text);
    Path other =
        Files.writeString(
            folder.resolve("other.vcf"), scrambled(text, visibility, new SplittableRandom(seed)));
    try (var first = TestCohort.ingest(one, folder.resolve("first"));
        var second = TestCohort.ingest(other, folder.resolve("second"))) {
      for (View view : View.values()) {
        byte[] answer = first.answer(first.all(view), visibility);

        assertThat(second.answer(second.all(view), visibility)).isEqualTo(answer);
        assertThat(first.ask(first.all(view), visibility).rows()).hasSizeGreaterThan(100);
      }
    }
  }

  private static String scrambled(String text, Visibility visibility, RandomGenerator random) {
    var lines = new StringBuilder();
    for (String line : text.lines().toList()) {
      String[] column = line.split("\t", -1);
      if (line.startsWith("#CHROM")) {
        SampleSet permitted = visibility.permitted();
        for (int sample = 0; sample < SAMPLES; sample++) {
          if (!permitted.contains(sample)) {
            column[SAMPLE_COLUMNS + sample] = "Other" + sample;
          }
        }
      } else if (!line.startsWith("#")) {
        scramble(column, visibility, random);
      }
      lines.append(String.join("\t", column)).append('\n');
    }
    return lines.toString();
  }

  /// Only samples hidden over every part of the record are scrambled: of the others some ALT may
  /// show.
  private static void scramble(String[] column, Visibility visibility, RandomGenerator random) {
    int first = Integer.parseInt(column[1]);
    int alts = column[4].split(",", -1).length;
    String[] genotypes = {"./.", "0/0", "0|1", alts + "|" + alts, "1", ".", "./1"};
    SampleSet shown = visibility.permitted();
    for (int base = first; base < first + column[3].length(); base++) {
      SampleSet here = visibility.over(Region.ofOneBased(column[0], base, base));
      shown = base == first ? here : shown.or(here);
    }
    for (int sample = 0; sample < SAMPLES; sample++) {
      if (!shown.contains(sample)) {
        column[SAMPLE_COLUMNS + sample] = genotypes[random.nextInt(genotypes.length)];
      }
    }
  }

  private static SampleSet someSamples(RandomGenerator random) {
    return SampleSet.of(SAMPLES, random.ints(25, 0, SAMPLES).toArray());
  }
}
