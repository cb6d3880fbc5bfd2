package org.genogate.genomics.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class VcfReaderTest {

  private static final String HEADER =
      """
      ##fileformat=VCFv4.3
      ##reference=GRCh37
      ##contig=<ID=1,length=1000>
      ##contig=<ID=2>
      ##FORMAT=<ID=GT,Number=1,Type=String,Description="genotype">
      #CHROM	POS	ID	REF	ALT	QUAL	FILTER	INFO	FORMAT	a	b
      """;

  private static final String GOOD =
      HEADER
          + """
          1	10	rs1;x	A	C,G	50	PASS	DP=3	GT:DP	0/1:3	1|2
          1	10	.	ACGT	A	.	.	END=13	GT	./.	.
          1	12	.	C	<DEL>,*	1e-3	q;r	SVLEN=-9	GT	1	./2
          2	1	.	T	.	-1.5	PASS	.	GT	0/0	0|0
          2	5	.	N	G]1:9],t	inf	PASS	.	DP	7	8
          """;

  @TempDir Path folder;

  @Test
  void readsAllVersionsAndWhatTheHeaderTells() throws IOException {
    for (String version : List.of("4.1", "4.2", "4.3")) {
      Path file = write(GOOD.replace("VCFv4.3", "VCFv" + version).getBytes(StandardCharsets.UTF_8));

      try (var reader = VcfReader.open(file)) {
        assertThat(reader.header())
            .isEqualTo(new SourceHeader(List.of("a", "b"), Map.of("1", 1000, "2", 0), "GRCh37"));
      }
    }
  }

  @Test
  void readsTheSameFromPlainAndCompressedFiles() throws IOException {
    List<String> plain = RecordText.read(write(GOOD.getBytes(StandardCharsets.UTF_8)));
    List<String> windows =
        RecordText.read(write(GOOD.replace("\n", "\r\n").getBytes(StandardCharsets.UTF_8)));
    List<String> compressed = RecordText.read(write(bgzf(GOOD, 37)));

    assertThat(plain).isEqualTo(RecordText.expected(GOOD)).hasSize(5);
    assertThat(windows).isEqualTo(plain);
    assertThat(compressed).isEqualTo(plain);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '!',
      textBlock =
          """
          1 20 . A C . . . GT 0/1           ! sample column 1 is the last, where 2
          1 20 . A C . . . GT 0/1 0/1 0/1   ! sample column 2 has something else
          1 20 . A C . . . GT 0/2 0/1       ! sample column 1 has an allele that its record
          1 20 . A C . . . GT 0/1 0/-1      ! sample column 2 has no genotype
          1 20 . A C . . . GT 0/1/1 0/1     ! sample column 1 has more than two alleles
          1 20 . A C . . . GT A/C 0/1       ! sample column 1 has no genotype
          1 20 . A C . . . GT 0/1x 0/1      ! sample column 1 has something else
          1 20 . A C . . . DP:GT 0:0/1 0/1  ! GT is not the first key
          1 20 . A C . . .                  ! 8 columns, where 9
          1 9 . A C . . . GT 0/1 0/1        ! position 9 comes after position 10
          1 0 . A C . . . GT 0/1 0/1        ! POS is no position
          1 +20 . A C . . . GT 0/1 0/1      ! POS is no position
          1 1001 . A C . . . GT 0/1 0/1     ! position 1001 of contig '1', which has 1000
          3 20 . A C . . . GT 0/1 0/1       ! contig '3' is not in the header
          1 20 . A1 C . . . GT 0/1 0/1      ! REF is no sequence
          1 20 . . C . . . GT 0/1 0/1       ! REF is no sequence
          1 20 . A C,, . . . GT 0/1 0/1     ! ALT has an empty part
          1 20 . A <C . . . GT 0/1 0/1      ! ALT is no list
          1 20 . A C,. . . . GT 0/1 0/1     ! ALT is no list
          1 20 . A C,c . . . GT 0/1 0/1     ! an allele is listed twice
          1 20 . A a . . . GT 0/1 0/1       ! an allele is listed twice
          1 20 . A C x . . GT 0/1 0/1       ! QUAL is no number
          1 20 . A C . ; . GT 0/1 0/1       ! FILTER has an empty part
          1 20 . A <X> . . END=1x GT 0/1 0/1 ! END is no number
          """)
  void refusesADamagedRecordAndSaysWhere(String record, String wanted) throws IOException {
    String text = HEADER + "1\t10\t.\tA\tC\t.\t.\t.\tGT\t0/1\t0/1\n";
    Path file = write((text + record.replace(' ', '\t') + "\n").getBytes(StandardCharsets.UTF_8));

    assertThatThrownBy(() -> RecordText.read(file))
        .isInstanceOf(MalformedVcfException.class)
        .hasMessageStartingWith("line 8: " + wanted);
  }

  @Test
  void refusesAContigThatComesBack() throws IOException {
    Path file =
        write((GOOD + "1\t30\t.\tA\tC\t.\t.\t.\tGT\t0/1\t0/1\n").getBytes(StandardCharsets.UTF_8));

    assertThatThrownBy(() -> RecordText.read(file))
        .isInstanceOf(MalformedVcfException.class)
        .hasMessage("line 12: contig '1' comes back after another");
  }

  @Test
  void refusesAFileWithoutAnyGenotype() throws IOException {
    Path file =
        write((HEADER + "1\t30\t.\tA\tC\t.\t.\t.\tDP\t1\t2\n").getBytes(StandardCharsets.UTF_8));

    assertThatThrownBy(() -> RecordText.read(file))
        .isInstanceOf(MalformedVcfException.class)
        .hasMessage("line 7: the file ends here and no record had a GT");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '!',
      textBlock =
          """
          VCFv4.3          ! VCFv4.4            ! line 1: not a VCF of version
          '##fileformat='  ! '##format='        ! line 1: not a VCF of version
          FORMAT	a	b   ! FORMAT	a	a     ! line 6: sample 2 has the name of an earlier one
          FORMAT	a	b   ! FORMAT	a		b   ! line 6: sample 2 has no name
          	FORMAT	a	b  ! ''               ! line 6: columns #CHROM to FORMAT
          REF	ALT        ! ALT	REF          ! line 6:
          '##reference'    ! reference          ! line 2: a header line, or the column line
          length=1000      ! length=9x          ! line 6:
          ID=2             ! ID=1               ! line 6:
          """)
  void refusesADamagedHeader(String found, String replacement, String wanted) throws IOException {
    Path file = write(GOOD.replace(found, replacement).getBytes(StandardCharsets.UTF_8));

    assertThatThrownBy(() -> RecordText.read(file))
        .isInstanceOf(MalformedVcfException.class)
        .hasMessageStartingWith(wanted);
  }

  @Test
  void refusesFilesThatWereCut() throws IOException {
    byte[] whole = bgzf(GOOD, 100);
    int end = whole.length - BgzfOutputStream.END.length;

    assertThatThrownBy(() -> RecordText.read(write(Arrays.copyOf(whole, end))))
        .hasMessageMatching("byte \\d+: the file ends without its end-of-file block.*");
    assertThatThrownBy(() -> RecordText.read(write(Arrays.copyOf(whole, end - 1))))
        .hasMessageMatching("byte \\d+: the file was cut inside a block");
    assertThatThrownBy(() -> RecordText.read(write(Arrays.copyOf(whole, end + 5))))
        .hasMessageMatching("byte \\d+: the file was cut inside a block");
    assertThatThrownBy(() -> RecordText.read(write(GOOD.strip().getBytes(StandardCharsets.UTF_8))))
        .hasMessage("line 11: the last line has no line end, so the file was cut short");
    assertThatThrownBy(() -> RecordText.read(write(new byte[0])))
        .hasMessage("line 0: the file ends before its column line #CHROM");
  }

  @Test
  void refusesPlainGzip() throws IOException {
    var bytes = new ByteArrayOutputStream();
    try (var gzip = new GZIPOutputStream(bytes)) {
      gzip.write(GOOD.getBytes(StandardCharsets.UTF_8));
    }

    assertThatThrownBy(() -> RecordText.read(write(bytes.toByteArray())))
        .isInstanceOf(MalformedVcfException.class)
        .hasMessageStartingWith("byte 0: ")
        .hasMessageEndingWith("compress with bgzip, not gzip");
  }

  @Test
  void aChangedPlainFileIsReadAsItStandsOrRefused() throws IOException {
    byte[] good = GOOD.getBytes(StandardCharsets.UTF_8);
    for (int seed = 0; seed < 1000; seed++) {
      byte[] changed = changed(good, new Random(seed));
      Path file = write(changed);
      var seen = new String[] {""};

      Throwable refusal = catchThrowable(() -> seen[0] = String.join("\n", RecordText.read(file)));

      if (refusal == null) {
        String text = new String(changed, StandardCharsets.UTF_8);
        assertThat(seen[0])
            .as("seed %d", seed)
            .isEqualTo(String.join("\n", RecordText.expected(text)));
      } else {
        assertThat(refusal).as("seed %d", seed).isInstanceOf(MalformedVcfException.class);
        assertThat(refusal).as("seed %d", seed).hasMessageMatching("(?s)(line|byte) \\d+: .*");
      }
    }
  }

  @Test
  void aChangedCompressedFileGivesTheSameRecordsOrIsRefused() throws IOException {
    byte[] good = bgzf(GOOD, 150);
    List<String> wanted = RecordText.expected(GOOD);
    for (int seed = 0; seed < 1000; seed++) {
      Path file = write(changed(good, new Random(seed)));
      var seen = new String[] {""};

      Throwable refusal = catchThrowable(() -> seen[0] = String.join("\n", RecordText.read(file)));

      if (refusal == null) {
        assertThat(seen[0]).as("seed %d", seed).isEqualTo(String.join("\n", wanted));
      } else {
        assertThat(refusal).as("seed %d", seed).isInstanceOf(MalformedVcfException.class);
      }
    }
  }

  /// One to three bytes set, dropped, doubled, or the rest cut off.
  private static byte[] changed(byte[] good, Random random) {
    byte[] bytes = good.clone();
    for (int i = random.nextInt(3); i >= 0; i--) {
      int at = random.nextInt(bytes.length);
      byte[] grown = Arrays.copyOf(bytes, bytes.length + 1);
      switch (random.nextInt(6)) {
        case 0 -> bytes[at] = (byte) random.nextInt(256);
        case 1 -> bytes[at] ^= (byte) (1 << random.nextInt(8));
        case 2 -> bytes[at] = good[random.nextInt(good.length)];
        case 3 -> {
          System.arraycopy(bytes, at, grown, at + 1, bytes.length - at);
          bytes = grown;
        }
        case 4 -> {
          System.arraycopy(bytes, at + 1, bytes, at, bytes.length - at - 1);
          bytes = Arrays.copyOf(bytes, bytes.length - 1);
        }
        default -> bytes = Arrays.copyOf(bytes, 1 + at);
      }
    }
    return bytes;
  }

  private static byte[] bgzf(String text, int blockBytes) throws IOException {
    var bytes = new ByteArrayOutputStream();
    byte[] plain = text.getBytes(StandardCharsets.UTF_8);
    for (int from = 0; from < plain.length; from += blockBytes) {
      var block = new ByteArrayOutputStream();
      try (var out = new BgzfOutputStream(block, 6)) {
        out.write(plain, from, Math.min(blockBytes, plain.length - from));
      }
      bytes.write(block.toByteArray(), 0, block.size() - BgzfOutputStream.END.length);
    }
    bytes.writeBytes(BgzfOutputStream.END);
    return bytes.toByteArray();
  }

  private Path write(byte[] bytes) throws IOException {
    return Files.write(folder.resolve("in.vcf"), bytes);
  }
}
