package org.genogate.genomics.query;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;
import org.genogate.genomics.cohort.CohortStore;
import org.genogate.genomics.cohort.Ingest;
import org.genogate.genomics.cohort.IngestProgress;
import org.genogate.genomics.cohort.IngestSettings;
import org.genogate.genomics.mask.SampleSet;
import org.genogate.genomics.mask.Visibility;
import org.genogate.genomics.region.Region;
import org.genogate.genomics.synthetic.CohortGenerator;
import org.genogate.genomics.synthetic.CohortSettings;
import org.openjdk.jmh.annotations.AuxCounters;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/// Whole answers from 2,504 samples x 10,000 sites of which 80% of the samples are permitted, store
/// to wire bytes on one thread: `rows` and `megabytes` are per second.
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(
    value = 1,
    jvmArgsAppend = {
      "--sun-misc-unsafe-memory-access=allow",
      "--add-opens=java.base/java.nio=ALL-UNNAMED"
    })
@State(Scope.Benchmark)
public class VariantStreamBenchmark {
  private static final int SAMPLES = 2_504;
  private static final int SITES = 10_000;

  @Param({"SITES", "DOSAGES"})
  public View view = View.SITES;

  @Param({"NONE", "ZSTD"})
  public BodyCompression compression = BodyCompression.NONE;

  private final Path folder = temporary();
  private final CohortStore store = ingested(folder);
  private final Visibility visibility =
      Visibility.of(
          SampleSet.of(SAMPLES, IntStream.range(0, SAMPLES).filter(i -> i % 5 > 0).toArray()),
          Map.of());

  /// What one thread sent.
  @State(Scope.Thread)
  @AuxCounters(AuxCounters.Type.OPERATIONS)
  public static class Sent {
    public long rows;
    public double megabytes;

    @Setup(Level.Iteration)
    public void reset() {
      rows = 0;
      megabytes = 0;
    }
  }

  @Benchmark
  public long wholeAnswer(Sent sent) throws IOException {
    var query =
        new VariantQuery(
            List.of(new Region("22", 0, Region.MAX_END)),
            view,
            List.of(),
            compression,
            VariantQuery.NO_LIMIT,
            VariantQuery.DEFAULT_BATCH_BYTES);
    long bytes = 0;
    try (var stream = VariantStream.open(store, query, visibility, Map.of())) {
      for (var batch = stream.encode(visibility, 1);
          batch.isPresent();
          batch = stream.encode(visibility, 1)) {
        bytes += batch.get().bytes().length;
        sent.rows += batch.get().rows();
        stream.advance();
      }
    }
    sent.megabytes += bytes / 1e6;
    return bytes;
  }

  @TearDown
  public void delete() throws IOException {
    store.close();
    try (var files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }

  private static Path temporary() {
    try {
      return Files.createTempDirectory("genogate-bench");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static CohortStore ingested(Path folder) {
    try {
      SecretKey key = new SecretKeySpec(new byte[32], "AES");
      Path vcf = folder.resolve("cohort.vcf.gz");
      Path target = folder.resolve("store");
      CohortGenerator.writeCompressed(CohortSettings.tidy(SAMPLES, SITES, 1), vcf);
      Ingest.run(IngestSettings.of(vcf, target, key, new SecureRandom()), IngestProgress.NONE);
      return CohortStore.open(target, key);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
