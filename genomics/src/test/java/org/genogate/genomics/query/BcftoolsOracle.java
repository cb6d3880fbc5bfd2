package org.genogate.genomics.query;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.genogate.genomics.mask.SampleSet;
import org.genogate.genomics.region.Region;

/// What bcftools says a masked cohort holds.
///
/// `bcftools norm -m-` splits the records, each is trimmed here, genotypes that are withheld at its
/// span are blanked in the text, and only then does bcftools take the subset and count it. The
/// split comes first because a record's ALTs reach differently far.
record BcftoolsOracle(Path folder, Path normalised) {

  private static final Pattern END = Pattern.compile("(?:^|;)END=([0-9]+)");
  private static final int SAMPLE_COLUMNS = 9;

  static BcftoolsOracle of(Path folder, Path vcf) throws IOException, InterruptedException {
    Path split = folder.resolve("split.vcf");
    List<String> command = List.of("bcftools", "norm", "-m-", "-Ov", vcf.toString());
    return new BcftoolsOracle(folder, OutsideTool.run(split, command));
  }

  /// One ALT of the masked cohort, comparable as text.
  record Row(String site, String counts, double frequency, String dosages) {}

  /// The rows with a visible carrier, in the file's order.
  ///
  /// @param permitted at least one sample: bcftools has no notion of none
  List<Row> rows(SampleSet permitted, Map<Region, SampleSet> withheld)
      throws IOException, InterruptedException {
    Path blanked = folder.resolve("blanked.vcf");
    Path names = folder.resolve("names.txt");
    blank(blanked, names, permitted, withheld);
    // fill-tags and not view's own AC, AN: those are of the subset too, but AF is not.
    String pipe =
        "bcftools view -S %s -Ou %s | bcftools +fill-tags -Ou -- -t AC,AN,AF"
                .formatted(names, blanked)
            + " | bcftools query -f '%CHROM\\t%POS\\t%REF\\t%ALT\\t%AC\\t%AN\\t%AF[\\t%GT]\\n'";
    Path counted =
        OutsideTool.run(
            folder.resolve("counted.txt"), List.of("bash", "-o", "pipefail", "-c", pipe));
    var rows = new ArrayList<Row>();
    try (BufferedReader lines = Files.newBufferedReader(counted)) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        String[] column = line.split("\t", -1);
        if (!column[4].equals("0") && !column[4].equals(".")) {
          rows.add(row(column));
        }
      }
    }
    return rows;
  }

  private static Row row(String[] column) {
    var dosages = new StringBuilder();
    for (int i = 7; i < column.length; i++) {
      dosages.append(dosage(column[i]));
    }
    return new Row(
        "%s:%s %s>%s".formatted(column[0], column[1], column[2], column[3]),
        column[4] + "/" + column[5],
        Double.parseDouble(column[6]),
        dosages.toString());
  }

  private static char dosage(String genotype) {
    char copies = '0';
    for (int i = 0; i < genotype.length(); i++) {
      if (genotype.charAt(i) == '.') {
        return '.';
      }
      if (genotype.charAt(i) == '1') {
        copies++;
      }
    }
    return copies;
  }

  private void blank(Path blanked, Path names, SampleSet permitted, Map<Region, SampleSet> withheld)
      throws IOException {
    try (var in = Files.newBufferedReader(normalised);
        var out = Files.newBufferedWriter(blanked)) {
      for (String line = in.readLine(); line != null; line = in.readLine()) {
        if (line.startsWith("#CHROM")) {
          String[] column = line.split("\t", -1);
          Files.write(
              names,
              permitted.stream().mapToObj(sample -> column[SAMPLE_COLUMNS + sample]).toList());
        }
        out.write(line.startsWith("#") ? line : blanked(line, withheld));
        out.newLine();
      }
    }
  }

  private static String blanked(String line, Map<Region, SampleSet> withheld) {
    String[] column = line.split("\t", -1);
    Region span = trim(column);
    Map<Integer, Boolean> hidden = new HashMap<>();
    withheld.forEach((region, samples) -> {
      if (region.intersect(span).isPresent()) {
        samples.stream().forEach(sample -> hidden.put(sample, true));
      }
    });
    hidden.keySet().forEach(sample -> column[SAMPLE_COLUMNS + sample] = "./.");
    // The INFO fields are of everybody and told END; nothing of them is compared.
    column[7] = ".";
    return String.join("\t", column);
  }

  /// Trims REF and ALT where they are bases, moves POS along, and tells what the allele covers.
  private static Region trim(String[] column) {
    int pos = Integer.parseInt(column[1]);
    String ref = column[3];
    String alt = column[4];
    if (!alt.matches("[ACGTN]+")) {
      Matcher end = END.matcher(column[7]);
      int last = end.find() && alt.startsWith("<") ? Integer.parseInt(end.group(1)) : pos;
      column[3] = ref.substring(0, 1);
      return Region.ofOneBased(column[0], pos, Math.max(pos, last));
    }
    while (ref.length() > 1 && alt.length() > 1 && lastOf(ref) == lastOf(alt)) {
      ref = ref.substring(0, ref.length() - 1);
      alt = alt.substring(0, alt.length() - 1);
    }
    while (ref.length() > 1 && alt.length() > 1 && ref.charAt(0) == alt.charAt(0)) {
      ref = ref.substring(1);
      alt = alt.substring(1);
      pos++;
    }
    column[1] = "" + pos;
    column[3] = ref;
    column[4] = alt;
    return Region.ofOneBased(column[0], pos, pos - 1 + ref.length());
  }

  private static char lastOf(String bases) {
    return bases.charAt(bases.length() - 1);
  }
}
