package org.genogate.genomics.source;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Records as text, once through the reader and once by the plainest reading of the same lines.
final class RecordText {

  private RecordText() {}

  static List<String> read(Path file) throws IOException {
    var records = new ArrayList<String>();
    try (var reader = VcfReader.open(file)) {
      int samples = reader.header().samples().size();
      Optional<VcfRecord> record = reader.next();
      while (record.isPresent()) {
        records.add(text(record.get(), samples));
        record = reader.next();
      }
    }
    return records;
  }

  private static String text(VcfRecord record, int samples) {
    var genotypes = new ArrayList<String>();
    for (int sample = 0; sample < samples; sample++) {
      genotypes.add(genotype(record.calls(), sample));
    }
    return "%s %d %s %s %s %s %s"
        .formatted(
            record.contig(),
            record.start() + 1,
            record.ids(),
            record.ref(),
            record.alts(),
            record.filters(),
            genotypes);
  }

  private static String genotype(Calls calls, int sample) {
    String first = allele(calls.first(sample));
    if (calls.second(sample) == Calls.ABSENT) {
      return first;
    }
    return first + (calls.phased(sample) ? "|" : "/") + allele(calls.second(sample));
  }

  private static String allele(int index) {
    return index == Calls.MISSING ? "." : Integer.toString(index);
  }

  static List<String> expected(String vcf) {
    var records = new ArrayList<String>();
    for (String line : vcf.split("\n", -1)) {
      String bare = line.endsWith("\r") ? line.substring(0, line.length() - 1) : line;
      if (!bare.isEmpty() && !bare.startsWith("#")) {
        records.add(expectedRecord(bare.split("\t", -1)));
      }
    }
    return records;
  }

  private static String expectedRecord(String[] columns) {
    boolean hasGenotypes = List.of(columns[8].split(":", -1)).contains("GT");
    var genotypes = new ArrayList<String>();
    for (int i = 9; i < columns.length; i++) {
      String text = columns[i].split(":", -1)[0];
      genotypes.add(hasGenotypes ? text.replaceAll("0+(?=[0-9])", "") : "./.");
    }
    return "%s %d %s %s %s %s %s"
        .formatted(
            columns[0],
            Integer.parseInt(columns[1]),
            list(columns[2], ";"),
            columns[3],
            list(columns[4], ","),
            list(columns[6], ";"),
            genotypes);
  }

  private static List<String> list(String text, String separator) {
    return text.equals(".") ? List.of() : List.of(text.split(separator, -1));
  }
}
