package org.genogate.genomics.query;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.genogate.genomics.region.Region;

/// The alleles that a custodian lets a clinic ask about, so that nobody probes freely.
///
/// The file is tab-separated: a header line `#CHROM POS ID REF ALT GENE`, then one allele a line,
/// POS 1-based, `.` for an empty ID or GENE. Lines that begin with `##` and empty lines are
/// skipped.
public record Panel(List<PanelSite> sites) {

  private static final String HEADER = "#CHROM\tPOS\tID\tREF\tALT\tGENE";
  private static final int COLUMNS = 6;

  public Panel {
    sites = List.copyOf(sites);
  }

  /// Reads a panel file.
  ///
  /// @throws MalformedPanelException if a line does not fit, is given twice, or there is none
  public static Panel parse(Path file) throws IOException, MalformedPanelException {
    return parse(Files.readAllLines(file));
  }

  static Panel parse(List<String> lines) throws MalformedPanelException {
    var sites = new ArrayList<PanelSite>();
    Map<PanelSite, Integer> seen = new HashMap<>();
    boolean headed = false;
    for (int number = 1; number <= lines.size(); number++) {
      String line = lines.get(number - 1);
      if (line.startsWith("##") || line.isBlank()) {
        continue;
      }
      if (!headed) {
        requireHeader(number, line);
        headed = true;
        continue;
      }
      PanelSite site = parseSite(number, line);
      Integer earlier = seen.putIfAbsent(alleleOnly(site), number);
      if (earlier != null) {
        throw new MalformedPanelException(number, "the same allele as line " + earlier);
      }
      sites.add(site);
    }
    if (sites.isEmpty()) {
      throw new MalformedPanelException(lines.size(), "the file ends without a single site");
    }
    return new Panel(sites);
  }

  private static void requireHeader(int number, String line) throws MalformedPanelException {
    if (!line.equals(HEADER)) {
      throw new MalformedPanelException(
          number, "found '%s', want the header '%s', tab-separated".formatted(line, HEADER));
    }
  }

  private static PanelSite parseSite(int number, String line) throws MalformedPanelException {
    String[] column = line.split("\t", -1);
    if (column.length != COLUMNS) {
      throw new MalformedPanelException(
          number, "%d tab-separated columns, want %d".formatted(column.length, COLUMNS));
    }
    String ref = column[3].toUpperCase(Locale.ROOT);
    String alt = column[4].toUpperCase(Locale.ROOT);
    int position = parsePosition(number, column[1]);
    try {
      var place = Region.ofOneBased(column[0], position, position - 1 + ref.length());
      return new PanelSite(place, orEmpty(column[2]), ref, alt, orEmpty(column[5]));
    } catch (IllegalArgumentException e) {
      throw new MalformedPanelException(number, e);
    }
  }

  private static int parsePosition(int number, String text) throws MalformedPanelException {
    int position = text.matches("[0-9]{1,9}") ? Integer.parseInt(text) : 0;
    if (position < 1) {
      throw new MalformedPanelException(
          number, "POS is '%s', want a whole number from 1".formatted(text));
    }
    return position;
  }

  private static String orEmpty(String column) {
    return column.equals(".") ? "" : column;
  }

  private static PanelSite alleleOnly(PanelSite site) {
    return new PanelSite(site.place(), "", site.ref(), site.alt(), "");
  }
}
