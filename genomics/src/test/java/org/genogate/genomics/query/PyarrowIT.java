package org.genogate.genomics.query;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.genogate.genomics.arrow.Decoded;
import org.genogate.genomics.synthetic.CohortSettings;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The streams as an outside reader takes them.
///
/// `GENOGATE_PYTHON` names an interpreter that has pyarrow; without it, `python3`.
class PyarrowIT {
  private static final String PYTHON =
      Objects.requireNonNullElse(System.getenv("GENOGATE_PYTHON"), "python3");

  /// Small, so that a stream has many batches.
  private static final int BATCH_BYTES = 4_000;

  @TempDir Path folder;
  private TestCohort cohort;

  @BeforeAll
  static void pyarrowIsThere() {
    OutsideTool.require(
        "pyarrow (python3 -m venv; pip install pyarrow; GENOGATE_PYTHON)",
        PYTHON,
        "-c",
        "import pyarrow");
  }

  @BeforeEach
  void makeCohort() throws IOException {
    cohort = TestCohort.generated(folder, CohortSettings.untidy(60, 200, 31));
  }

  @AfterEach
  void closeCohort() throws IOException {
    cohort.close();
  }

  @Test
  void pyarrowReadsWhatWeWrote() throws Exception {
    for (View view : View.values()) {
      for (BodyCompression compression : BodyCompression.values()) {
        byte[] stream = cohort.answer(query(view, compression), cohort.everybody());

        List<String> read = read(stream).orElseThrow();

        assertThat(read.getFirst()).isEqualTo(String.join(",", cohort.store().header().samples()));
        assertThat(read.subList(1, read.size())).isEqualTo(Decoded.of(stream).text());
      }
    }
  }

  @Test
  void pyarrowReadsAnAnswerWithoutSamples() throws Exception {
    byte[] stream = cohort.answer(query(View.DOSAGES, BodyCompression.NONE), cohort.only());

    assertThat(read(stream)).contains(List.of(""));
  }

  @Test
  void aStreamCutAndMarkedRaises() throws Exception {
    for (BodyCompression compression : BodyCompression.values()) {
      assertThat(read(cut(0, compression, VariantStream.abortMark()))).isEmpty();
      assertThat(read(cut(3, compression, VariantStream.abortMark()))).isEmpty();
    }
  }

  /// Invariant I7 rests on this: without the mark nobody notices.
  @Test
  void aStreamCutBetweenBatchesWithoutTheMarkIsReadAsWhole() throws Exception {
    byte[] cut = cut(3, BodyCompression.NONE, new byte[0]);

    List<String> read = read(cut).orElseThrow();

    int whole =
        cohort.ask(query(View.DOSAGES, BodyCompression.NONE), cohort.everybody()).rows().size();
    assertThat(read.size() - 1).isBetween(3, whole - 1);
  }

  private VariantQuery query(View view, BodyCompression compression) {
    VariantQuery all = cohort.all(view);
    return new VariantQuery(all.regions(), view, List.of(), compression, all.limit(), BATCH_BYTES);
  }

  /// So many batches, and then this end.
  private byte[] cut(int batches, BodyCompression compression, byte[] end) throws IOException {
    var out = new ByteArrayOutputStream();
    try (var stream = cohort.open(query(View.DOSAGES, compression), cohort.everybody())) {
      out.write(stream.head());
      for (int i = 0; i < batches; i++) {
        out.write(stream.encode(cohort.everybody(), 7).orElseThrow().bytes());
        stream.advance();
      }
    }
    out.write(end);
    return out.toByteArray();
  }

  /// The lines that the reader prints, or empty if it raised.
  private Optional<List<String>> read(byte[] stream) throws Exception {
    Path file = Files.write(folder.resolve("answer.arrows"), stream);
    Path lines = folder.resolve("lines.txt");
    Path errors = folder.resolve("errors.txt");
    int code =
        new ProcessBuilder(PYTHON, "src/test/python/read_stream.py", file.toString())
            .redirectOutput(lines.toFile())
            .redirectError(errors.toFile())
            .start()
            .waitFor();
    return code == 0 ? Optional.of(Files.readAllLines(lines)) : Optional.empty();
  }
}
