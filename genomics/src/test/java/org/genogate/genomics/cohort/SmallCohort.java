package org.genogate.genomics.cohort;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;
import org.genogate.genomics.mask.SampleSet;
import org.genogate.genomics.mask.Visibility;

/// Variant files written in the test that reads them.
final class SmallCohort {

  static final SecretKey KEY = new SecretKeySpec(new byte[32], "AES");

  private static final String HEADER =
      """
      ##fileformat=VCFv4.2
      ##FILTER=<ID=q10,Description="low">
      ##contig=<ID=1,length=1000000,assembly=b37>
      ##contig=<ID=2,length=1000000,assembly=b37>
      ##INFO=<ID=END,Number=1,Type=Integer,Description="end">
      ##ALT=<ID=DEL,Description="deletion">
      ##FORMAT=<ID=GT,Number=1,Type=String,Description="genotype">
      """;

  private SmallCohort() {}

  /// A file of these samples and records, whose columns are parted by spaces here.
  static String vcf(List<String> samples, String... records) {
    var text = new StringBuilder(HEADER);
    text.append("#CHROM\tPOS\tID\tREF\tALT\tQUAL\tFILTER\tINFO\tFORMAT\t");
    text.append(String.join("\t", samples)).append('\n');
    for (String record : records) {
      text.append(record.replace(' ', '\t')).append('\n');
    }
    return text.toString();
  }

  /// A record of contig 1 without ID, QUAL and INFO.
  static String record(int position, String ref, String alt, String... genotypes) {
    return "1 %d . %s %s . PASS . GT %s".formatted(position, ref, alt, String.join(" ", genotypes));
  }

  static IngestSettings settings(Path folder, String vcf) {
    try {
      Path source = Files.write(folder.resolve("in.vcf"), vcf.getBytes(StandardCharsets.UTF_8));
      return IngestSettings.of(source, folder.resolve("store"), KEY, new SecureRandom());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static CohortStore ingest(Path folder, String vcf) throws IOException {
    Ingest.run(settings(folder, vcf), IngestProgress.NONE);
    return CohortStore.open(folder.resolve("store"), KEY);
  }

  /// All samples of the store, everywhere.
  static Visibility everybody(CohortStore store) {
    return Visibility.of(SampleSet.all(store.header().samples().size()), Map.of());
  }

  /// Each row as `contig:pos ref>alt AC/AN dosages`, where `.` is not called.
  static List<String> rows(CohortStore store, Visibility visibility) throws IOException {
    var rows = new ArrayList<String>();
    for (long row = 0; row < store.header().rows(); row++) {
      rows.add(text(store.read(row, visibility)));
    }
    return rows;
  }

  static String text(MaskedRow row) {
    var dosages = new StringBuilder();
    for (int sample = 0; sample < row.visible().size(); sample++) {
      dosages.append(row.called(sample) ? Integer.toString(row.copies(sample)) : ".");
    }
    return "%s:%d %s>%s %d/%d %s"
        .formatted(
            row.span().contig(),
            row.span().start() + 1,
            row.ref(),
            row.alt(),
            row.alleleCount(),
            row.alleleNumber(),
            dosages);
  }
}
