package org.genogate.genomics.source;

import java.util.ArrayList;

/// Reads the two keys of INFO that say how far a symbolic allele reaches.
final class InfoText {

  private InfoText() {}

  static Extent read(TextLines lines, String info) throws MalformedVcfException {
    if (!info.contains("END=") && !info.contains("SVLEN=")) {
      return Extent.NONE;
    }
    int end = 0;
    var lengths = new ArrayList<Integer>();
    for (String field : info.split(";", -1)) {
      if (field.startsWith("END=")) {
        end = number(lines, "END", field.substring("END=".length()));
      } else if (field.startsWith("SVLEN=")) {
        for (String length : field.substring("SVLEN=".length()).split(",", -1)) {
          lengths.add(
              number(lines, "SVLEN", length.startsWith("-") ? length.substring(1) : length));
        }
      }
    }
    return new Extent(end, lengths);
  }

  private static int number(TextLines lines, String key, String digits)
      throws MalformedVcfException {
    if (digits.equals(".")) {
      return 0;
    }
    try {
      int value = Integer.parseInt(digits);
      if (value >= 0) {
        return value;
      }
    } catch (NumberFormatException _) {
      // Told below.
    }
    throw lines.malformed("%s is no number of bases".formatted(key));
  }
}
