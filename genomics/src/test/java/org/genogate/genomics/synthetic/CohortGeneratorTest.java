package org.genogate.genomics.synthetic;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class CohortGeneratorTest {

  @Test
  void theSameSeedGivesTheSameBytes() throws IOException {
    assertThat(text(CohortSettings.untidy(30, 100, 5)))
        .isEqualTo(text(CohortSettings.untidy(30, 100, 5)))
        .isNotEqualTo(text(CohortSettings.untidy(30, 100, 6)));
  }

  @Test
  void sitesAreSharedOutOverTheContigsInOrder() throws IOException {
    List<String[]> records = records(CohortSettings.untidy(5, 100, 5));

    assertThat(records).hasSize(100);
    assertThat(records.stream().map(column -> column[0]).distinct())
        .containsExactly("1", "22", "X");
    for (int i = 1; i < records.size(); i++) {
      String[] before = records.get(i - 1);
      String[] after = records.get(i);
      assertThat(!before[0].equals(after[0]) || position(before) < position(after)).isTrue();
    }
  }

  @Test
  void mostSitesAreRareAndSomeAreCommon() throws IOException {
    List<String[]> records = records(CohortSettings.tidy(1_000, 2_000, 5));

    long singletons = records.stream().filter(column -> column[7].startsWith("AC=1;")).count();
    long common =
        records.stream().mapToInt(CohortGeneratorTest::copies).filter(n -> n > 100).count();

    assertThat(singletons / 2_000.0).isBetween(0.35, 0.5);
    assertThat(common / 2_000.0).isBetween(0.05, 0.2);
  }

  @Test
  void neighbouringSitesAreLinked() throws IOException {
    List<String[]> records =
        records(CohortSettings.tidy(200, 600, 5)).stream()
            .filter(column -> copies(column) > 100 && copies(column) < 300)
            .toList();

    int twins = 0;
    for (int i = 1; i < records.size(); i++) {
      twins += genotypes(records.get(i)).equals(genotypes(records.get(i - 1))) ? 1 : 0;
    }

    assertThat(twins).isGreaterThan(records.size() / 10);
  }

  @Test
  void anUntidyCohortHasEveryKindOfGenotypeAndAllele() throws IOException {
    List<String[]> records = records(CohortSettings.untidy(200, 2_000, 5));

    assertThat(records.stream().flatMap(column -> Stream.of(column).skip(9)).distinct())
        .contains("0|0", "0/1", "1|1", "./.", ".|.", ".", "0", "1", "0/.", "0|2");
    assertThat(records.stream().map(column -> column[4]))
        .contains("<DEL>")
        .anyMatch(alts -> alts.contains("*"))
        .anyMatch(alts -> alts.matches("[ACGT]{2,}"))
        .anyMatch(alts -> alts.matches("[ACGT]+,[ACGT]+,[ACGT]+"));
  }

  @Test
  void ratesBeyondOneAreRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new CohortSettings.Rates(1.5, 0, 0, 0, 0, 0))
        .withMessage("a rate is from 0 to 1, not 1.5");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new CohortSettings.Rates(0, 0, 0, 0.5, 0.5, 0.5))
        .withMessage("the kinds of site add up to more than all sites");
  }

  private static String text(CohortSettings settings) throws IOException {
    var out = new ByteArrayOutputStream();
    CohortGenerator.write(settings, out);
    return out.toString(StandardCharsets.US_ASCII);
  }

  private static List<String[]> records(CohortSettings settings) throws IOException {
    return text(settings)
        .lines()
        .filter(line -> !line.startsWith("#"))
        .map(line -> line.split("\t", -1))
        .toList();
  }

  private static int position(String[] column) {
    return Integer.parseInt(column[1]);
  }

  private static int copies(String[] column) {
    return Integer.parseInt(column[7].replaceFirst("AC=([0-9]+).*", "$1"));
  }

  private static List<String> genotypes(String[] column) {
    return List.of(column).subList(9, column.length);
  }
}
