package org.genogate.gateway.demo;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPInputStream;

/// Picks positions of the made-up cohort so that a report on its first person shows all four
/// answers.
final class DemoPanel {

  private static final int FIRST_SAMPLE_COLUMN = 9;
  private static final int OF_EACH = 4;

  /// The region that the patient holds back; see the configuration.
  private static final int WITHHELD_FIRST = 20_050_000;

  private static final int WITHHELD_LAST = 20_060_000;

  private final List<String> present = new ArrayList<>();
  private final List<String> absent = new ArrayList<>();
  private final List<String> withheld = new ArrayList<>();

  private DemoPanel() {}

  /// Reads `cohort` and writes a panel file.
  static void write(Path cohort, Path panel) throws IOException {
    var picked = new DemoPanel();
    try (var lines =
        new BufferedReader(
            new InputStreamReader(new GZIPInputStream(Files.newInputStream(cohort)), US_ASCII))) {
      for (var line = lines.readLine(); line != null && !picked.isFull(); line = lines.readLine()) {
        if (!line.startsWith("#")) {
          picked.consider(line.split("\t", FIRST_SAMPLE_COLUMN + 2));
        }
      }
    }
    var sites = new ArrayList<String>();
    sites.add("#CHROM\tPOS\tID\tREF\tALT\tGENE");
    sites.addAll(picked.present);
    sites.addAll(picked.absent);
    sites.addAll(picked.withheld);
    // No record is here, and no assay looked: nothing can be known.
    sites.add(site("22", "30000000", ".", "C", "T"));
    Files.write(panel, sites);
  }

  private boolean isFull() {
    return present.size() == OF_EACH && absent.size() == OF_EACH && !withheld.isEmpty();
  }

  private void consider(String[] fields) {
    boolean single = fields[3].length() == 1 && fields[4].length() == 1;
    if (!single) {
      return;
    }
    int position = Integer.parseInt(fields[1]);
    var site = site(fields[0], fields[1], fields[2], fields[3], fields[4]);
    if (position >= WITHHELD_FIRST && position <= WITHHELD_LAST) {
      addUpTo(withheld, 1, site);
    } else if (fields[FIRST_SAMPLE_COLUMN].contains("1")) {
      addUpTo(present, OF_EACH, site);
    } else {
      addUpTo(absent, OF_EACH, site);
    }
  }

  private static void addUpTo(List<String> sites, int most, String site) {
    if (sites.size() < most) {
      sites.add(site);
    }
  }

  private static String site(String contig, String position, String id, String ref, String alt) {
    return String.join("\t", contig, position, id, ref, alt, "DEMO1");
  }
}
