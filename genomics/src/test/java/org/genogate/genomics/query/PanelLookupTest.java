package org.genogate.genomics.query;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.genogate.genomics.mask.SampleSet;
import org.genogate.genomics.mask.Visibility;
import org.genogate.genomics.region.Region;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PanelLookupTest {
  private static final PanelSite CARRIED = site(100, "A", "G");
  private static final PanelSite HAPLOID = site(200, "C", "T");
  private static final PanelSite UNREAD = site(300, "G", "C");
  private static final PanelSite NOWHERE = site(900, "T", "C");

  @TempDir Path folder;
  private TestCohort cohort;

  @BeforeEach
  void makeCohort() throws IOException {
    cohort =
        TestCohort.of(
            folder,
            "1 100 rs1 A G PASS 0|1 1/1",
            "1 200 rs2 C T PASS 1 0|0",
            "1 300 rs3 G C PASS ./. 0|1");
  }

  @AfterEach
  void closeCohort() throws IOException {
    cohort.close();
  }

  @Test
  void theAnswersAreToldApartAndInTheOrderOfTheSites() throws IOException {
    assertThat(ask("A", cohort.everybody()))
        .containsExactly(
            new PanelAnswer(CARRIED, new Answer.Present(1, 2, true)),
            new PanelAnswer(HAPLOID, new Answer.Present(1, 1, true)),
            new PanelAnswer(UNREAD, new Answer.NotCalled()),
            new PanelAnswer(NOWHERE, new Answer.NotCalled()));
    assertThat(ask("B", cohort.everybody()))
        .extracting(PanelAnswer::answer)
        .containsExactly(
            new Answer.Present(2, 2, false),
            new Answer.Absent(Answer.Evidence.CALLED_REFERENCE),
            new Answer.Present(1, 2, true),
            new Answer.NotCalled());
  }

  @Test
  void aSampleUnknownAndOneNotPermittedLookAlike() throws IOException {
    List<PanelAnswer> unknown = ask("nobody", cohort.everybody());
    List<PanelAnswer> notPermitted = ask("B", cohort.only(0));

    assertThat(unknown)
        .isEqualTo(notPermitted)
        .extracting(PanelAnswer::answer)
        .containsOnly(new Answer.NotShared());
  }

  @Test
  void aWithheldPlaceIsNotSharedWhateverLiesThere() throws IOException {
    var withheld = Map.of(new Region("1", 150, 1_000), cohort.set(0));
    var visibility = Visibility.of(SampleSet.all(2), withheld);

    assertThat(ask("A", visibility))
        .extracting(PanelAnswer::answer)
        .containsExactly(
            new Answer.Present(1, 2, true),
            new Answer.NotShared(),
            new Answer.NotShared(),
            new Answer.NotShared());
  }

  @Test
  void anAlleleIsFoundHoweverThePanelPadsIt() throws IOException {
    var padded = new PanelSite(new Region("1", 97, 101), "", "TTAC", "TTGC", "");

    assertThat(PanelLookup.answer(cohort.store(), "B", List.of(padded), cohort.everybody()))
        .containsExactly(new PanelAnswer(padded, new Answer.Present(2, 2, false)));
  }

  @Test
  void aCallableRegionProvesAbsenceWhereNoRecordLies() throws IOException {
    Path bed = Files.writeString(folder.resolve("callable.bed"), "1\t800\t1000\n");
    Path target = folder.resolve("with-bed");
    try (var callable = TestCohort.ingest(cohort.vcf(), target, bed)) {
      assertThat(
              PanelLookup.answer(
                  callable.store(), "A", List.of(NOWHERE, UNREAD), callable.everybody()))
          .extracting(PanelAnswer::answer)
          .containsExactly(
              new Answer.Absent(Answer.Evidence.CALLABLE_REGION), new Answer.NotCalled());
    }
  }

  private List<PanelAnswer> ask(String sample, Visibility visibility) throws IOException {
    return PanelLookup.answer(
        cohort.store(), sample, List.of(CARRIED, HAPLOID, UNREAD, NOWHERE), visibility);
  }

  private static PanelSite site(int position, String ref, String alt) {
    return new PanelSite(Region.ofOneBased("1", position, position), "", ref, alt, "");
  }
}
