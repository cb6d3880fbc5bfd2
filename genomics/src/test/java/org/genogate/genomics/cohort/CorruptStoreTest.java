package org.genogate.genomics.cohort;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.genogate.genomics.cohort.SmallCohort.record;
import static org.genogate.genomics.cohort.SmallCohort.vcf;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;
import org.genogate.genomics.mask.SampleSet;
import org.genogate.genomics.mask.Visibility;
import org.genogate.genomics.region.Region;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CorruptStoreTest {

  private static final List<String> TWO = List.of("a", "b");
  private static final String SMALL =
      vcf(TWO, record(10, "A", "C,G", "0|1", "2/1"), "1 11 . A . . . . GT 0/0 0/0");

  @TempDir Path folder;

  @Test
  void everyChangedByteIsFound() throws IOException {
    Path store = ingest("store", SMALL);
    var random = new Random(1);
    for (StoreFile kind : StoreFile.values()) {
      Path file = store.resolve(kind.fileName());
      byte[] good = Files.readAllBytes(file);
      for (int at = 0; at < good.length; at++) {
        byte[] changed = good.clone();
        changed[at] ^= (byte) (1 + random.nextInt(255));
        Files.write(file, changed);

        Throwable refusal = catchThrowable(() -> readAll(store, SmallCohort.KEY));

        assertThat(refusal).as("byte %d of %s", at, kind).isInstanceOf(CorruptStoreException.class);
      }
      Files.write(file, good);
    }
    readAll(store, SmallCohort.KEY);
  }

  @Test
  void everyShortenedOrLengthenedFileIsFound() throws IOException {
    Path store = ingest("store", SMALL);
    for (StoreFile kind : StoreFile.values()) {
      Path file = store.resolve(kind.fileName());
      byte[] good = Files.readAllBytes(file);
      for (int length = 0; length < good.length + 40; length++) {
        if (length != good.length) {
          Files.write(file, Arrays.copyOf(good, length));

          Throwable refusal = catchThrowable(() -> readAll(store, SmallCohort.KEY));

          assertThat(refusal)
              .as("%d bytes of %s", length, kind)
              .isInstanceOf(CorruptStoreException.class);
        }
      }
      Files.delete(file);
      assertThatThrownBy(() -> readAll(store, SmallCohort.KEY))
          .isInstanceOf(CorruptStoreException.class)
          .hasMessageContaining("has no file");
      Files.write(file, good);
    }
  }

  @Test
  void aFileOfAnotherStoreUnderTheSameKeyIsRefused() throws IOException {
    Path store = ingest("store", SMALL);
    Path other = ingest("other", SMALL);
    for (StoreFile kind : StoreFile.values()) {
      byte[] own = Files.readAllBytes(store.resolve(kind.fileName()));
      Files.copy(
          other.resolve(kind.fileName()),
          store.resolve(kind.fileName()),
          StandardCopyOption.REPLACE_EXISTING);

      assertThatThrownBy(() -> readAll(store, SmallCohort.KEY))
          .as(kind.fileName())
          .isInstanceOf(CorruptStoreException.class);
      Files.write(store.resolve(kind.fileName()), own);
    }
  }

  @Test
  void blocksCannotTradePlacesOrEndTheFileEarly() throws IOException {
    Path store = ingest("store", large());
    Path rows = store.resolve(StoreFile.VARIANT_ROWS.fileName());
    byte[] good = Files.readAllBytes(rows);
    int sealed = SealedOutput.BLOCK_BYTES + StoreKey.TAG_BYTES;
    assertThat(good.length).isGreaterThan(Preamble.BYTES + 2 * sealed);
    byte[] traded = good.clone();
    System.arraycopy(good, Preamble.BYTES, traded, Preamble.BYTES + sealed, sealed);
    System.arraycopy(good, Preamble.BYTES + sealed, traded, Preamble.BYTES, sealed);

    Files.write(rows, traded);
    assertThatThrownBy(() -> readAll(store, SmallCohort.KEY))
        .isInstanceOf(CorruptStoreException.class)
        .hasMessageStartingWith("block 0 of variants.rows does not open");
    Files.write(rows, Arrays.copyOf(good, Preamble.BYTES + 2 * sealed));
    assertThatThrownBy(() -> CohortStore.open(store, SmallCohort.KEY))
        .isInstanceOf(CorruptStoreException.class)
        .hasMessageStartingWith("block 1 of variants.rows does not open");
  }

  @Test
  void anotherKeyOpensNothing() throws IOException {
    Path store = ingest("store", SMALL);
    var bytes = new byte[32];
    bytes[31] = 1;

    assertThatThrownBy(() -> CohortStore.open(store, new SecretKeySpec(bytes, "AES")))
        .isInstanceOf(CorruptStoreException.class)
        .hasMessageStartingWith("block 0 of header does not open");
  }

  @Test
  void nothingOfTheSourceIsPlainOnDisk() throws IOException {
    Path store =
        ingest(
            "store", vcf(List.of("NA19240", "NA12878"), record(10, "ACGTACGT", "A", "0|1", "0/0")));

    for (StoreFile kind : StoreFile.values()) {
      String text =
          new String(
              Files.readAllBytes(store.resolve(kind.fileName())), StandardCharsets.ISO_8859_1);
      assertThat(text).doesNotContain("NA19240").doesNotContain("ACGTACGT");
    }
  }

  private static String large() {
    var records = new String[3000];
    for (int i = 0; i < records.length; i++) {
      records[i] = record(10 + i, "A" + "C".repeat(60), "A", "0/1", "0/0");
    }
    return vcf(TWO, records);
  }

  private Path ingest(String name, String vcf) throws IOException {
    Path home = Files.createDirectory(folder.resolve(name));
    SmallCohort.ingest(home, vcf).close();
    return home.resolve("store");
  }

  private static void readAll(Path directory, SecretKey key) throws IOException {
    try (var store = CohortStore.open(directory, key)) {
      var visibility = Visibility.of(SampleSet.all(store.header().samples().size()), Map.of());
      for (long row : store.rowsIn(List.of(Region.whole("1"))).stream().toArray()) {
        store.read(row, visibility);
      }
      store.at(0, Region.ofOneBased("1", 11, 11), "A", "C", visibility);
    }
  }
}
