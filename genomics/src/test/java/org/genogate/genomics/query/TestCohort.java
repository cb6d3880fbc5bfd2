package org.genogate.genomics.query;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.List;
import java.util.Map;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;
import org.genogate.genomics.arrow.Decoded;
import org.genogate.genomics.cohort.CohortStore;
import org.genogate.genomics.cohort.Contig;
import org.genogate.genomics.cohort.Ingest;
import org.genogate.genomics.cohort.IngestProgress;
import org.genogate.genomics.cohort.IngestSettings;
import org.genogate.genomics.mask.SampleSet;
import org.genogate.genomics.mask.Visibility;
import org.genogate.genomics.region.Region;
import org.genogate.genomics.synthetic.CohortGenerator;
import org.genogate.genomics.synthetic.CohortSettings;

/// A cohort ingested for a test, with the questions tests ask of it.
record TestCohort(Path vcf, CohortStore store) implements AutoCloseable {

  private static final SecretKey KEY = new SecretKeySpec(new byte[32], "AES");

  private static final String HEADER =
      """
      ##fileformat=VCFv4.2
      ##contig=<ID=1,length=1000000>
      ##contig=<ID=2,length=1000000>
      ##FILTER=<ID=q10,Description="low">
      ##INFO=<ID=END,Number=1,Type=Integer,Description="end">
      ##ALT=<ID=DEL,Description="deletion">
      ##FORMAT=<ID=GT,Number=1,Type=String,Description="genotype">
      """;

  /// Samples `A`, `B`, ... and these records, whose columns are parted by spaces here: CHROM POS ID
  /// REF ALT FILTER, then a genotype for each sample.
  static TestCohort of(Path folder, String... records) throws IOException {
    int samples = records[0].split(" ").length - 6;
    var text = new StringBuilder(HEADER);
    text.append("#CHROM\tPOS\tID\tREF\tALT\tQUAL\tFILTER\tINFO\tFORMAT");
    for (int i = 0; i < samples; i++) {
      text.append('\t').append((char) ('A' + i));
    }
    for (String record : records) {
      String[] column = record.split(" ", 7);
      text.append('\n').append(String.join("\t", List.of(column).subList(0, 5)));
      text.append("\t.\t")
          .append(column[5])
          .append("\t.\tGT\t")
          .append(column[6].replace(' ', '\t'));
    }
    Path vcf = Files.writeString(folder.resolve("cohort.vcf"), text.append('\n'));
    return ingest(vcf, folder.resolve("store"));
  }

  static TestCohort generated(Path folder, CohortSettings settings) throws IOException {
    Path vcf = folder.resolve("cohort.vcf.gz");
    CohortGenerator.writeCompressed(settings, vcf);
    return ingest(vcf, folder.resolve("store"));
  }

  static TestCohort ingest(Path vcf, Path target) throws IOException {
    return ingest(IngestSettings.of(vcf, target, KEY, new SecureRandom()));
  }

  static TestCohort ingest(Path vcf, Path target, Path callable) throws IOException {
    return ingest(IngestSettings.of(vcf, target, KEY, new SecureRandom()).withCallable(callable));
  }

  private static TestCohort ingest(IngestSettings settings) throws IOException {
    Ingest.run(settings, IngestProgress.NONE);
    return new TestCohort(settings.source(), CohortStore.open(settings.target(), KEY));
  }

  int samples() {
    return store.header().samples().size();
  }

  SampleSet set(int... samples) {
    return SampleSet.of(samples(), samples);
  }

  Visibility everybody() {
    return seeing(SampleSet.all(samples()));
  }

  Visibility only(int... samples) {
    return seeing(set(samples));
  }

  static Visibility seeing(SampleSet samples) {
    return Visibility.of(samples, Map.of());
  }

  /// All of every contig.
  List<Region> everywhere() {
    return store.header().contigs().stream()
        .map(Contig::name)
        .map(name -> new Region(name, 0, Region.MAX_END))
        .toList();
  }

  VariantQuery all(View view) {
    return new VariantQuery(
        everywhere(),
        view,
        List.of(),
        BodyCompression.NONE,
        VariantQuery.NO_LIMIT,
        VariantQuery.DEFAULT_BATCH_BYTES);
  }

  VariantStream open(VariantQuery query, Visibility visibility) throws IOException {
    return VariantStream.open(store, query, visibility, Map.of());
  }

  /// The whole answer, as it goes over the wire.
  byte[] answer(VariantQuery query, Visibility visibility) throws IOException {
    try (var stream = open(query, visibility)) {
      var out = new ByteArrayOutputStream();
      out.write(stream.head());
      for (var batch = stream.encode(visibility, 7);
          batch.isPresent();
          batch = stream.encode(visibility, 7)) {
        out.write(batch.get().bytes());
        stream.advance();
      }
      out.write(stream.tail());
      return out.toByteArray();
    }
  }

  Decoded ask(VariantQuery query, Visibility visibility) throws IOException {
    return Decoded.of(answer(query, visibility));
  }

  @Override
  public void close() throws IOException {
    store.close();
  }
}
