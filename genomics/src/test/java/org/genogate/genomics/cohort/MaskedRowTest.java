package org.genogate.genomics.cohort;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.genogate.genomics.cohort.SmallCohort.everybody;
import static org.genogate.genomics.cohort.SmallCohort.record;
import static org.genogate.genomics.cohort.SmallCohort.rows;
import static org.genogate.genomics.cohort.SmallCohort.vcf;

import java.io.IOException;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.genogate.genomics.mask.SampleSet;
import org.genogate.genomics.mask.Visibility;
import org.genogate.genomics.region.Region;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MaskedRowTest {

  private static final List<String> THREE = List.of("a", "b", "c");

  @TempDir Path folder;

  @Test
  void countsOnlyThoseWhoMayBeSeen() throws IOException {
    String vcf =
        vcf(
            THREE,
            record(10, "A", "C", "1|1", "0/1", "./."),
            record(20, "A", "C", "1", "./1", "0/0"),
            record(30, "ACG", "A", "1/1", "0/1", "1/0"));

    try (var store = SmallCohort.ingest(folder, vcf)) {
      var firstTwo = Visibility.of(SampleSet.of(3, 0, 1), Map.of());
      var last = Visibility.of(SampleSet.of(3, 2), Map.of());
      var withheld =
          Visibility.of(SampleSet.all(3), Map.of(new Region("1", 31, 32), SampleSet.of(3, 0)));

      assertThat(rows(store, firstTwo))
          .containsExactly("1:10 A>C 3/4 21.", "1:20 A>C 2/2 1..", "1:30 ACG>A 3/4 21.");
      assertThat(rows(store, last))
          .containsExactly("1:10 A>C 0/0 ...", "1:20 A>C 0/2 ..0", "1:30 ACG>A 1/2 ..1");
      assertThat(rows(store, withheld))
          .containsExactly("1:10 A>C 3/4 21.", "1:20 A>C 2/4 1.0", "1:30 ACG>A 2/4 .11");
    }
  }

  @Test
  void whoIsNotVisibleLooksLikeNotCalled() throws IOException {
    try (var store =
        SmallCohort.ingest(folder, vcf(THREE, record(10, "A", "C", "1|1", "0|1", "1")))) {
      MaskedRow row = store.read(0, Visibility.of(SampleSet.of(3, 1), Map.of()));

      for (int hidden : new int[] {0, 2}) {
        assertThat(row.called(hidden)).isFalse();
        assertThat(row.copies(hidden)).isZero();
        assertThat(row.ploidy(hidden)).isEqualTo(2);
        assertThat(row.phased(hidden)).isFalse();
      }
      assertThat(row.visible()).isEqualTo(SampleSet.of(3, 1));
    }
  }

  @Test
  void agreesWithCountingTheText() throws IOException {
    String[] shapes = {"0|0", "0|1", "1/1", "./.", ".", "0", "1", "./1", "0|.", "2/1", "2"};
    int samples = 150;
    for (long seed = 0; seed < 8; seed++) {
      var random = new Random(seed);
      var names = new ArrayList<String>();
      var genotypes = new String[samples];
      for (int i = 0; i < samples; i++) {
        names.add("s" + i);
        // Some sites hold few kinds of genotype, so that every byte form of a set is met.
        genotypes[i] = shapes[random.nextInt(random.nextInt(10) == 0 ? shapes.length : 2)];
      }
      var shown = SampleSet.of(samples, random.ints(60, 0, samples).toArray());
      Path home = Files.createDirectory(folder.resolve("seed" + seed));

      try (var store = SmallCohort.ingest(home, vcf(names, record(10, "A", "C,G", genotypes)))) {
        for (int alt = 1; alt <= 2; alt++) {
          MaskedRow row = store.read(alt - 1, Visibility.of(shown, Map.of()));

          assertCounts(row, genotypes, Integer.toString(alt), shown, seed);
        }
      }
    }
  }

  private static void assertCounts(
      MaskedRow row, String[] genotypes, String alt, SampleSet shown, long seed) {
    int copiesOfAll = 0;
    int calledOfAll = 0;
    for (int sample : shown.stream().toArray()) {
      List<String> alleles = List.of(genotypes[sample].split("[/|]", -1));
      int copies = (int) alleles.stream().filter(alt::equals).count();
      long missing = alleles.stream().filter("."::equals).count();
      copiesOfAll += copies;
      calledOfAll += (int) (alleles.size() - missing);
      assertThat(row.copies(sample)).as("seed %d sample %d", seed, sample).isEqualTo(copies);
      assertThat(row.called(sample)).as("seed %d sample %d", seed, sample).isEqualTo(missing == 0);
      assertThat(row.ploidy(sample)).isEqualTo(alleles.size());
    }
    assertThat(row.alleleCount()).as("seed %d", seed).isEqualTo(copiesOfAll);
    assertThat(row.alleleNumber()).as("seed %d", seed).isEqualTo(calledOfAll);
  }

  /// Invariant I1.
  @Test
  void noGenotypeIsReadWithoutAVisibility() {
    var readers =
        Arrays.stream(CohortStore.class.getDeclaredMethods())
            .filter(method -> !Modifier.isPrivate(method.getModifiers()))
            .filter(method ->
                List.of(MaskedRow.class, CallEvidence.class).contains(method.getReturnType()))
            .toList();

    assertThat(readers).hasSize(2);
    assertThat(readers)
        .allSatisfy(method -> assertThat(method.getParameterTypes()).contains(Visibility.class));
    assertThat(MaskedRow.class.getConstructors()).isEmpty();
    for (Class<?> unmasked :
        List.of(Row.class, Genotypes.class, Table.class, SiteGenotypes.class)) {
      assertThat(Modifier.isPublic(unmasked.getModifiers())).as(unmasked.getName()).isFalse();
    }
  }

  @Test
  void rowsOfAnotherCohortsVisibilityAreRefused() throws IOException {
    try (var store =
        SmallCohort.ingest(folder, vcf(THREE, record(10, "A", "C", "1|1", "0|1", "1")))) {
      assertThat(everybody(store).permitted().size()).isEqualTo(3);
      assertThatThrownBy(() -> store.read(0, Visibility.of(SampleSet.all(4), Map.of())))
          .isInstanceOf(IllegalArgumentException.class);
    }
  }
}
