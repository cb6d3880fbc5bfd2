package org.genogate.genomics.cohort;

import static org.assertj.core.api.Assertions.assertThat;
import static org.genogate.genomics.cohort.SmallCohort.everybody;
import static org.genogate.genomics.cohort.SmallCohort.ingest;
import static org.genogate.genomics.cohort.SmallCohort.record;
import static org.genogate.genomics.cohort.SmallCohort.vcf;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.genogate.genomics.mask.SampleSet;
import org.genogate.genomics.mask.Visibility;
import org.genogate.genomics.region.Region;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CallEvidenceTest {

  private static final List<String> THREE = List.of("a", "b", "c");
  private static final CallEvidence REFERENCE = new CallEvidence.CalledReference();
  private static final CallEvidence NOT_CALLED = new CallEvidence.NotCalled();
  private static final CallEvidence NOT_VISIBLE = new CallEvidence.NotVisible();
  private static final CallEvidence CALLABLE = new CallEvidence.CallableRegion();

  @TempDir Path folder;

  @Test
  void tellsCopiesPloidyAndPhase() throws IOException {
    String vcf =
        vcf(
            THREE,
            record(10, "A", "C", "0|1", "1/1", "1"),
            record(11, "CAT", "C,CAG", "0/2", "./2", "0/0"));

    try (var store = ingest(folder, vcf)) {
      assertThat(all(store, 10, "A", "C"))
          .containsExactly(
              new CallEvidence.Carried(1, 2, true),
              new CallEvidence.Carried(2, 2, false),
              new CallEvidence.Carried(1, 1, true));
      assertThat(all(store, 11, "CAT", "CAG"))
          .containsExactly(
              new CallEvidence.Carried(1, 2, false),
              new CallEvidence.Carried(1, 2, false),
              REFERENCE);
      assertThat(all(store, 13, "T", "G")).isEqualTo(all(store, 11, "CAT", "CAG"));
    }
  }

  @Test
  void absenceNeedsACalledGenotype() throws IOException {
    String vcf = vcf(THREE, record(10, "A", "C", "0/0", "./.", "./0"));

    try (var store = ingest(folder, vcf)) {
      assertThat(all(store, 10, "A", "C")).containsExactly(REFERENCE, NOT_CALLED, NOT_CALLED);
      assertThat(all(store, 11, "A", "C")).containsOnly(NOT_CALLED);
    }
  }

  @Test
  void anotherAlleleAtThePositionProvesReferenceOnlyToThoseWithoutIt() throws IOException {
    String vcf = vcf(THREE, record(10, "A", "C", "0/0", "0/1", "./."));

    try (var store = ingest(folder, vcf)) {
      assertThat(all(store, 10, "A", "G")).containsExactly(REFERENCE, NOT_CALLED, NOT_CALLED);
      assertThat(all(store, 10, "A", "AT")).containsOnly(NOT_CALLED);
      assertThat(all(store, 10, "AT", "A")).containsOnly(NOT_CALLED);
    }
  }

  @Test
  void aDeletionNotFoundSaysNothingOfTheBasesInsideIt() throws IOException {
    String vcf =
        vcf(
            THREE,
            record(10, "ACGT", "A", "0/0", "0/1", "0/0"),
            "1 20 . A <DEL> . . END=30 GT 0/0 0/1 0/0");

    try (var store = ingest(folder, vcf)) {
      assertThat(all(store, 12, "G", "T")).containsOnly(NOT_CALLED);
      assertThat(all(store, 25, "G", "T")).containsOnly(NOT_CALLED);
      assertThat(all(store, 20, "A", "T")).containsOnly(NOT_CALLED);
    }
  }

  @Test
  void recordsWithoutAltAndBlocksProveReference() throws IOException {
    String vcf =
        vcf(
            THREE,
            "1 10 . A . . . . GT 0/0 ./. 0/0",
            "1 20 . A . . . END=29 GT 0/0 ./. 0/0",
            "1 30 . A <NON_REF> . . END=39 GT 0/0 ./. 0/1");

    try (var store = ingest(folder, vcf)) {
      assertThat(all(store, 10, "A", "C")).containsExactly(REFERENCE, NOT_CALLED, REFERENCE);
      assertThat(all(store, 29, "G", "C")).containsExactly(REFERENCE, NOT_CALLED, REFERENCE);
      assertThat(all(store, 35, "G", "C")).containsExactly(REFERENCE, NOT_CALLED, NOT_CALLED);
      assertThat(all(store, 40, "G", "C")).containsOnly(NOT_CALLED);
      assertThat(all(store, 28, "GTA", "G")).containsOnly(NOT_CALLED);
      assertThat(all(store, 27, "GTA", "G")).containsExactly(REFERENCE, NOT_CALLED, REFERENCE);
    }
  }

  @Test
  void anotherReferenceBaseIsAnotherAssembly() throws IOException {
    String vcf =
        vcf(THREE, record(10, "G", "C", "0/0", "0/0", "0/0"), "1 11 . G . . . . GT 0/0 0/0 0/0");

    try (var store = ingest(folder, vcf)) {
      assertThat(all(store, 10, "A", "G")).containsOnly(NOT_CALLED);
      assertThat(all(store, 11, "A", "G")).containsOnly(NOT_CALLED);
    }
  }

  @Test
  void aCallableRegionProvesReferenceWhereNoRecordSaysOtherwise() throws IOException {
    Path bed = Files.writeString(folder.resolve("callable.bed"), "1\t0\t15\n1\t10\t50\n");
    String vcf = vcf(THREE, record(10, "A", "C", "0/1", "./.", "0/0"));
    Ingest.run(SmallCohort.settings(folder, vcf).withCallable(bed), IngestProgress.NONE);

    try (var store = CohortStore.open(folder.resolve("store"), SmallCohort.KEY)) {
      assertThat(store.header().callable()).isTrue();
      assertThat(all(store, 12, "A", "C")).containsOnly(CALLABLE);
      assertThat(all(store, 50, "A", "C")).containsOnly(CALLABLE);
      assertThat(all(store, 51, "A", "C")).containsOnly(NOT_CALLED);
      assertThat(all(store, 50, "AT", "A")).containsOnly(NOT_CALLED);
      assertThat(all(store, 10, "A", "C"))
          .containsExactly(new CallEvidence.Carried(1, 2, false), NOT_CALLED, REFERENCE);
    }
  }

  @Test
  void whatMayNotBeSeenIsNotToldWhateverItIs() throws IOException {
    String vcf =
        vcf(
            THREE,
            record(10, "A", "C", "0/1", "0/0", "./."),
            record(11, "CAT", "C", "0/1", "0/0", "0/1"));

    try (var store = ingest(folder, vcf)) {
      var nobody = Visibility.of(SampleSet.none(3), Map.of());
      var withheld =
          Visibility.of(SampleSet.all(3), Map.of(new Region("1", 12, 13), SampleSet.all(3)));
      for (int sample = 0; sample < 3; sample++) {
        assertThat(at(store, sample, 10, "A", "C", nobody)).isEqualTo(NOT_VISIBLE);
        assertThat(at(store, sample, 11, "CAT", "C", withheld)).isEqualTo(NOT_VISIBLE);
        assertThat(at(store, sample, 11, "C", "G", withheld)).isEqualTo(NOT_VISIBLE);
      }
      assertThat(at(store, 1, 10, "A", "C", withheld)).isEqualTo(REFERENCE);
    }
  }

  private static List<CallEvidence> all(CohortStore store, int position, String ref, String alt)
      throws IOException {
    return List.of(
        at(store, 0, position, ref, alt, everybody(store)),
        at(store, 1, position, ref, alt, everybody(store)),
        at(store, 2, position, ref, alt, everybody(store)));
  }

  private static CallEvidence at(
      CohortStore store, int sample, int position, String ref, String alt, Visibility visibility)
      throws IOException {
    var place = Region.ofOneBased("1", position, position + ref.length() - 1);
    return store.at(sample, place, ref, alt, visibility);
  }
}
