package org.genogate.genomics.query;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.genogate.genomics.arrow.Decoded;
import org.genogate.genomics.mask.Visibility;
import org.genogate.genomics.region.Region;
import org.genogate.genomics.synthetic.CohortSettings;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VariantStreamTest {

  @TempDir Path folder;

  private TestCohort threeSamples() throws IOException {
    return TestCohort.of(
        folder,
        "1 100 rs1 A G PASS 0|1 1|1 0|0",
        "1 200 . C T q10 0|0 ./. 0/1",
        "2 100 rs3 G GA . 1 0|0 0|0");
  }

  @Test
  void aRowHoldsTheSiteItsCountsAndADosageForEachSample() throws IOException {
    try (var cohort = threeSamples()) {
      Decoded answer = cohort.ask(cohort.all(View.DOSAGES), cohort.everybody());

      assertThat(answer.rows())
          .containsExactly(
              new Decoded.Row("1", 100, "rs1", "A", "G", "PASS", 3, 6, 0.5, "120", 7),
              new Decoded.Row("1", 200, "", "C", "T", "q10", 1, 4, 0.25, "0.1", 7),
              new Decoded.Row("2", 100, "rs3", "G", "GA", "", 1, 5, 0.2, "100", 7));
    }
  }

  @Test
  void theSitesViewHasTheSameRowsWithoutDosages() throws IOException {
    try (var cohort = threeSamples()) {
      Decoded answer = cohort.ask(cohort.all(View.SITES), cohort.everybody());

      assertThat(answer.columns())
          .containsExactly(
              "CHROM", "POS", "ID", "REF", "ALT", "FILTER", "AC", "AN", "AF", "ledger_size");
      assertThat(answer.text())
          .containsExactly("1:100 A>G 3/6 ", "1:200 C>T 1/4 ", "2:100 G>GA 1/5 ");
    }
  }

  @Test
  void columnsComeInTheOrderThatWasAskedFor() throws IOException {
    try (var cohort = threeSamples()) {
      VariantQuery query = asking(cohort, "C", "A", "C");

      Decoded answer = cohort.ask(query, cohort.everybody());

      assertThat(answer.metadata()).containsEntry("genogate.samples", "[\"C\",\"A\"]");
      assertThat(answer.text())
          .containsExactly("1:100 A>G 1/4 01", "1:200 C>T 1/4 10", "2:100 G>GA 1/3 01");
    }
  }

  @Test
  void samplesUnknownAndNotPermittedLookAlike() throws IOException {
    try (var cohort = threeSamples()) {
      byte[] unknown = cohort.answer(asking(cohort, "A", "nobody"), cohort.only(0, 2));
      byte[] notPermitted = cohort.answer(asking(cohort, "A", "B"), cohort.only(0, 2));

      assertThat(unknown).isEqualTo(notPermitted);
    }
  }

  @Test
  void nobodyPermittedIsAWholeStreamWithoutRows() throws IOException {
    try (var cohort = threeSamples()) {
      Decoded answer = cohort.ask(cohort.all(View.DOSAGES), cohort.only());

      assertThat(answer.rows()).isEmpty();
      assertThat(answer.metadata()).containsEntry("genogate.samples", "[]");
    }
  }

  @Test
  void anUnknownContigHasNoRows() throws IOException {
    try (var cohort = threeSamples()) {
      var query = in(cohort, new Region("3", 0, 1_000), new Region("2", 0, 1_000));

      assertThat(cohort.ask(query, cohort.everybody()).text())
          .containsExactly("2:100 G>GA 1/5 100");
    }
  }

  @Test
  void theCallersMetadataStandsBesideOurs() throws IOException {
    try (var cohort = threeSamples();
        var stream =
            VariantStream.open(
                cohort.store(),
                cohort.all(View.SITES),
                cohort.everybody(),
                Map.of("genogate.accessId", "0a"))) {
      byte[] bytes = joined(stream.head(), stream.tail());

      assertThat(Decoded.of(bytes).metadata())
          .containsOnlyKeys("genogate.accessId", "genogate.samples", "genogate.units");
    }
  }

  @Test
  void theCallersMetadataCannotReplaceOurs() throws IOException {
    try (var cohort = threeSamples()) {
      assertThatIllegalArgumentException()
          .isThrownBy(() ->
              VariantStream.open(
                  cohort.store(),
                  cohort.all(View.SITES),
                  cohort.everybody(),
                  Map.of("genogate.samples", "[]")))
          .withMessage("metadata key genogate.samples is ours");
    }
  }

  @Test
  void theLimitCountsRowsSent() throws IOException {
    try (var cohort = threeSamples()) {
      VariantQuery all = cohort.all(View.SITES);
      // One row a batch: the limit must hold across batches.
      var query = new VariantQuery(all.regions(), View.SITES, List.of(), all.compression(), 2, 1);

      assertThat(cohort.ask(query, cohort.only(0, 2)).text())
          .containsExactly("1:100 A>G 1/4 ", "1:200 C>T 1/4 ");
    }
  }

  @Test
  void shrinkingTheMaskBetweenEncodesNullsTheColumnAndCountsAnew() throws IOException {
    try (var cohort = threeSamples();
        var stream = cohort.open(cohort.all(View.DOSAGES), cohort.everybody())) {
      byte[] head = stream.head();
      byte[] before = stream.encode(cohort.everybody(), 7).orElseThrow().bytes();

      byte[] after = stream.encode(cohort.only(0, 1), 8).orElseThrow().bytes();

      assertThat(Decoded.of(joined(head, before)).text())
          .containsExactly("1:100 A>G 3/6 120", "1:200 C>T 1/4 0.1", "2:100 G>GA 1/5 100");
      assertThat(Decoded.of(joined(head, after)).text())
          .containsExactly("1:100 A>G 3/4 12.", "2:100 G>GA 1/3 10.");
      assertThat(Decoded.of(joined(head, after)).rows()).allMatch(row -> row.ledgerSize() == 8);
    }
  }

  @Test
  void whatOnceLeftTheMaskNeverComesBack() throws IOException {
    try (var cohort = threeSamples();
        var stream = cohort.open(cohort.all(View.DOSAGES), cohort.only(0, 1))) {
      assertThat(stream.encode(cohort.only(0), 7)).isPresent();

      byte[] widened = stream.encode(cohort.everybody(), 8).orElseThrow().bytes();

      assertThat(stream.sampleOrder()).containsExactly("A", "B");
      assertThat(Decoded.of(joined(stream.head(), widened)).text())
          .containsExactly("1:100 A>G 1/2 1.", "2:100 G>GA 1/1 1.");
    }
  }

  @Test
  void aMaskThatHidesEverybodyEndsTheStream() throws IOException {
    try (var cohort = threeSamples();
        var stream = cohort.open(cohort.all(View.SITES), cohort.everybody())) {
      assertThat(stream.encode(cohort.everybody(), 7)).isPresent();

      assertThat(stream.encode(cohort.only(), 8)).isEmpty();
    }
  }

  @Test
  void batchesStayWithinTheirBoundAndLoseNoRow() throws IOException {
    var settings = CohortSettings.untidy(333, 400, 11);
    try (var cohort = TestCohort.generated(folder, settings)) {
      for (View view : View.values()) {
        for (int bound : new int[] {2_000, 20_000, VariantQuery.DEFAULT_BATCH_BYTES}) {
          VariantQuery query = bounded(cohort.all(view), bound);
          List<EncodedBatch> batches = batches(cohort, query, cohort.everybody());

          assertThat(batches)
              .as("%s of at most %d bytes", view, bound)
              .allMatch(batch -> batch.bytes().length <= bound || batch.rows() == 1);
          assertThat(batches.stream().mapToInt(EncodedBatch::rows).sum())
              .isEqualTo(cohort.ask(cohort.all(view), cohort.everybody()).rows().size());
          assertThat(cohort.ask(query, cohort.everybody()))
              .isEqualTo(cohort.ask(cohort.all(view), cohort.everybody()));
        }
      }
    }
  }

  @Test
  void zstdBodiesHoldTheSameRowsInFewerBytes() throws IOException {
    try (var cohort = TestCohort.generated(folder, CohortSettings.untidy(100, 300, 12))) {
      VariantQuery plain = cohort.all(View.DOSAGES);
      var zstd =
          new VariantQuery(
              plain.regions(),
              plain.view(),
              List.of(),
              BodyCompression.ZSTD,
              plain.limit(),
              plain.batchBytes());

      assertThat(cohort.ask(zstd, cohort.everybody()))
          .isEqualTo(cohort.ask(plain, cohort.everybody()));
      assertThat(cohort.answer(zstd, cohort.everybody()).length)
          .isLessThan(cohort.answer(plain, cohort.everybody()).length / 3);
    }
  }

  @Test
  void aRegionAnswersWithTheRowsThatReachIntoIt() throws IOException {
    try (var cohort = TestCohort.generated(folder, CohortSettings.untidy(20, 300, 13))) {
      List<Decoded.Row> all = cohort.ask(cohort.all(View.DOSAGES), cohort.everybody()).rows();
      Region region = Region.ofOneBased("1", 20_000_500, 20_001_500);

      List<Decoded.Row> found = cohort.ask(in(cohort, region), cohort.everybody()).rows();

      assertThat(found).isNotEmpty().isSubsetOf(all);
      assertThat(found.stream().filter(row -> !row.alt().equals("<DEL>")).toList())
          .isEqualTo(
              all.stream()
                  .filter(row -> row.contig().equals("1") && !row.alt().equals("<DEL>"))
                  .filter(row -> row.pos() <= 20_001_500)
                  .filter(row -> row.pos() + row.ref().length() > 20_000_500)
                  .toList());
    }
  }

  private static VariantQuery asking(TestCohort cohort, String... samples) {
    VariantQuery all = cohort.all(View.DOSAGES);
    return new VariantQuery(
        all.regions(),
        all.view(),
        List.of(samples),
        all.compression(),
        all.limit(),
        all.batchBytes());
  }

  private static VariantQuery in(TestCohort cohort, Region... regions) {
    VariantQuery all = cohort.all(View.DOSAGES);
    return new VariantQuery(
        List.of(regions), all.view(), List.of(), all.compression(), all.limit(), all.batchBytes());
  }

  private static VariantQuery bounded(VariantQuery all, int batchBytes) {
    return new VariantQuery(
        all.regions(), all.view(), List.of(), all.compression(), all.limit(), batchBytes);
  }

  private static List<EncodedBatch> batches(
      TestCohort cohort, VariantQuery query, Visibility visibility) throws IOException {
    var batches = new ArrayList<EncodedBatch>();
    try (var stream = cohort.open(query, visibility)) {
      for (var batch = stream.encode(visibility, 7);
          batch.isPresent();
          batch = stream.encode(visibility, 7)) {
        batches.add(batch.get());
        stream.advance();
      }
    }
    return batches;
  }

  private static byte[] joined(byte[]... parts) throws IOException {
    var out = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      out.write(part);
    }
    return out.toByteArray();
  }
}
