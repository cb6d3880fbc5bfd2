package org.genogate.genomics.cohort;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.genogate.genomics.cohort.SmallCohort.everybody;
import static org.genogate.genomics.cohort.SmallCohort.ingest;
import static org.genogate.genomics.cohort.SmallCohort.record;
import static org.genogate.genomics.cohort.SmallCohort.rows;
import static org.genogate.genomics.cohort.SmallCohort.vcf;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.genogate.genomics.region.Region;
import org.genogate.genomics.source.MalformedVcfException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class IngestTest {

  private static final List<String> THREE = List.of("a", "b", "c");

  @TempDir Path folder;

  @Test
  void keepsGenotypesOfEveryShape() throws IOException {
    String vcf =
        vcf(
            THREE,
            record(10, "A", "C", "0|1", "1/1", "./."),
            record(11, "A", "C", "1", ".", "0"),
            record(12, "A", "C", "./1", "1|.", "."),
            record(13, "A", "C", "0/1:9:x", "0/0", "1|1:"));

    try (var store = ingest(folder, vcf)) {
      assertThat(rows(store, everybody(store)))
          .containsExactly(
              "1:10 A>C 3/4 12.", "1:11 A>C 1/2 1.0", "1:12 A>C 2/2 ...", "1:13 A>C 3/6 102");
    }
  }

  @Test
  void everyAltIsARowOfItsOwnInItsFewestBases() throws IOException {
    String vcf = vcf(THREE, record(100, "CAT", "CAG,C,CATAT,*,<DEL>", "0/1", "2|3", "4/5"));

    try (var store = ingest(folder, vcf)) {
      assertThat(rows(store, everybody(store)))
          .containsExactly(
              "1:100 CAT>C 1/6 010",
              "1:100 C>CAT 1/6 010",
              "1:100 C>* 1/6 001",
              "1:100 C><DEL> 1/6 001",
              "1:102 T>G 1/6 100");
    }
  }

  @Test
  void rowsAreSortedThoughTrimmingMovesThem() throws IOException {
    String vcf =
        vcf(
            THREE,
            record(100, "CAAAT", "CAAAG,C", "0/1", "0/2", "0/0"),
            record(102, "A", "G", "0/1", "0/0", "0/0"),
            record(104, "T", "C", "0/0", "0/1", "0/0"),
            record(105, "T", "C", "0/0", "0/0", "1/1"));

    try (var store = ingest(folder, vcf)) {
      assertThat(rows(store, everybody(store)))
          .containsExactly(
              "1:100 CAAAT>C 1/6 010",
              "1:102 A>G 1/6 100",
              "1:104 T>G 1/6 100",
              "1:104 T>C 1/6 010",
              "1:105 T>C 2/6 002");
    }
  }

  @Test
  void aRecordWithoutGtCallsNobody() throws IOException {
    String vcf = vcf(THREE, record(10, "A", "C", "0/1", "0/0", "0/0"), "1 11 . A C . . . DP 4 5 6");

    try (var store = ingest(folder, vcf)) {
      assertThat(rows(store, everybody(store)))
          .containsExactly("1:10 A>C 1/6 100", "1:11 A>C 0/0 ...");
    }
  }

  @Test
  void headerTellsWhatTheSourceSaid() throws IOException {
    String vcf =
        vcf(
            THREE,
            "2 5 rs1 A C . . . GT 0/1 0/0 0/0",
            "2 9 rs1;rs2 A C,G 30 q10;s5 . GT 0/1 0/2 0/0",
            "2 10 . A . . . . GT 0/0 0/0 0/0");

    try (var store = ingest(folder, vcf)) {
      var header = store.header();
      assertThat(header.samples()).isEqualTo(THREE);
      assertThat(header.contigs())
          .containsExactly(new Contig("2", 1000000), new Contig("1", 1000000));
      assertThat(header.assembly()).isEqualTo("b37");
      assertThat(header.rows()).isEqualTo(3);
      assertThat(header.sites()).isEqualTo(3);
      assertThat(header.callable()).isFalse();
      assertThat(header.sourceSha256()).matches("[0-9a-f]{64}");
      assertThat(store.sample("c")).hasValue(2);
      assertThat(store.sample("d")).isEmpty();
      assertThat(store.read(0, everybody(store)).id()).isEqualTo("rs1");
      assertThat(store.read(0, everybody(store)).filter()).isEmpty();
      assertThat(store.read(1, everybody(store)).id()).isEmpty();
      assertThat(store.read(1, everybody(store)).filter()).containsExactly("q10", "s5");
    }
  }

  @Test
  void findsRecordsThatReachIntoARegion() throws IOException {
    String vcf =
        vcf(
            THREE,
            "1 100 . A <DEL> . . END=200 GT 0/1 0/0 0/0",
            "1 110 . A <DEL> . . SVLEN=-50 GT 0/1 0/0 0/0",
            "1 120 . ACGT A,ACGG . . END=300 GT 0/1 0/2 0/0",
            "1 130 . A <INS> . . SVLEN=50 GT 0/1 0/0 0/0",
            "2 150 . A C . . . GT 0/1 0/0 0/0");

    try (var store = ingest(folder, vcf)) {
      assertThat(found(store, Region.ofOneBased("1", 200, 200))).containsExactly(0L);
      assertThat(found(store, Region.ofOneBased("1", 160, 160))).containsExactly(0L, 1L);
      assertThat(found(store, Region.ofOneBased("1", 161, 161))).containsExactly(0L);
      assertThat(found(store, Region.ofOneBased("1", 123, 123))).containsExactly(0L, 1L, 2L, 3L);
      assertThat(found(store, Region.ofOneBased("1", 121, 121))).containsExactly(0L, 1L, 2L);
      assertThat(found(store, Region.ofOneBased("1", 201, 1000))).isEmpty();
      assertThat(found(store, Region.whole("2"), Region.whole("1")))
          .containsExactly(0L, 1L, 2L, 3L, 4L, 5L);
      assertThat(found(store, Region.whole("X"))).isEmpty();
    }
  }

  @Test
  void overlappingRegionsGiveARowOnce() throws IOException {
    var records = new ArrayList<String>();
    for (int i = 1; i <= 3000; i++) {
      records.add(record(10 * i, "A", "C", "0/1", "0/0", "0/0"));
    }
    records.set(5, "1 60 . A <DEL> . . END=30000 GT 0/1 0/0 0/0");

    try (var store = ingest(folder, vcf(THREE, records.toArray(String[]::new)))) {
      RowSet rows =
          store.rowsIn(
              List.of(
                  Region.ofOneBased("1", 25_000, 25_100),
                  Region.ofOneBased("1", 20_000, 20_010),
                  Region.ofOneBased("1", 20_005, 20_020)));
      assertThat(rows.stream().toArray())
          .containsExactly(
              5, 1999, 2000, 2001, 2499, 2500, 2501, 2502, 2503, 2504, 2505, 2506, 2507, 2508,
              2509);
      assertThat(rows.count()).isEqualTo(15);
      assertThat(store.rowsIn(List.of(Region.whole("1"))).count()).isEqualTo(3000);
    }
  }

  @Test
  void aFailedIngestLeavesNothing() throws IOException {
    var settings =
        SmallCohort.settings(
            folder, vcf(THREE, record(10, "A", "C", "0/1", "0/0", "0/0"), "1 9 . A"));

    assertThatThrownBy(() -> Ingest.run(settings, IngestProgress.NONE))
        .isInstanceOf(MalformedVcfException.class)
        .hasMessageStartingWith("line 10: ");
    try (var left = Files.list(folder)) {
      assertThat(left).containsExactly(folder.resolve("in.vcf"));
    }
  }

  @Test
  void whatAKilledIngestLeftIsReplaced() throws IOException {
    Files.createDirectory(folder.resolve("store.partial"));
    Files.writeString(folder.resolve("store.partial/variants.rows"), "half");

    ingest(folder, vcf(THREE, record(10, "A", "C", "0/1", "0/0", "0/0"))).close();

    assertThat(folder.resolve("store.partial")).doesNotExist();
  }

  @Test
  void anExistingStoreIsNeverOverwritten() throws IOException {
    var settings =
        SmallCohort.settings(folder, vcf(THREE, record(10, "A", "C", "0/1", "0/0", "0/0")));
    Ingest.run(settings, IngestProgress.NONE);

    assertThatThrownBy(() -> Ingest.run(settings, IngestProgress.NONE))
        .isInstanceOf(FileAlreadyExistsException.class);
  }

  @Test
  void aBedThatProvesNothingOrIsDamagedIsRefused() throws IOException {
    var settings =
        SmallCohort.settings(folder, vcf(THREE, record(10, "A", "C", "0/1", "0/0", "0/0")));
    Path bed = folder.resolve("callable.bed");

    Files.writeString(bed, "chr1\t0\t10\n");
    assertThatThrownBy(() -> Ingest.run(settings.withCallable(bed), IngestProgress.NONE))
        .isInstanceOf(MalformedVcfException.class)
        .hasMessageContaining("names no contig of the source");
    Files.writeString(bed, "# head\n1\t0\t10\n1\t7\t6\n");
    assertThatThrownBy(() -> Ingest.run(settings.withCallable(bed), IngestProgress.NONE))
        .isInstanceOf(MalformedVcfException.class)
        .hasMessageStartingWith("line 3: ");
    assertThat(folder.resolve("store")).doesNotExist();
    assertThat(folder.resolve("store.partial")).doesNotExist();
  }

  @Test
  void progressEndsAtTheWholeFile() throws IOException {
    var settings =
        SmallCohort.settings(folder, vcf(THREE, record(10, "A", "C", "0/1", "0/0", "0/0")));
    var told = new ArrayList<List<Long>>();

    Ingest.run(settings, (read, total, sites) -> told.add(List.of(read, total, sites)));

    long size = Files.size(settings.source());
    assertThat(told.getLast()).containsExactly(size, size, 1L);
  }

  private static long[] found(CohortStore store, Region... regions) throws IOException {
    return store.rowsIn(List.of(regions)).stream().toArray();
  }
}
