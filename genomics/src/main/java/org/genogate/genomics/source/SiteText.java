package org.genogate.genomics.source;

import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/// Reads the columns of a record that tell its site.
final class SiteText {

  /// Reference genomes hold ambiguity codes, though VCF would have them as N.
  private static final String BASES = "[ACGTNRYSWKMBDHVacgtnryswkmbdhv]+";

  private static final Pattern SEQUENCE = Pattern.compile(BASES);

  private static final Pattern ALT =
      Pattern.compile(
          "%1$s|\\*|<[^<>,\\s]+>|%1$s?\\.|\\.%1$s|(%1$s)?[\\[\\]][^\\[\\],\\s]+[\\[\\]](%1$s)?"
              .formatted(BASES));

  private static final Pattern QUALITY =
      Pattern.compile("\\.|[-+]?([0-9]+\\.?[0-9]*|\\.[0-9]+)([eE][-+]?[0-9]+)?|(?i:[-+]?inf|nan)");

  private final TextLines lines;

  SiteText(TextLines lines) {
    this.lines = lines;
  }

  /// 0-based, from the 1-based POS.
  int start(String digits) throws MalformedVcfException {
    try {
      int position = Integer.parseInt(digits);
      if (position > 0 && Character.isDigit(digits.charAt(0))) {
        return position - 1;
      }
    } catch (NumberFormatException _) {
      // Told below.
    }
    throw lines.malformed("POS is no position from 1 to %d".formatted(Integer.MAX_VALUE));
  }

  List<String> ids(String text) throws MalformedVcfException {
    return text.equals(".") ? List.of() : parts(text, ";", "ID");
  }

  String ref(String text) throws MalformedVcfException {
    if (!SEQUENCE.matcher(text).matches()) {
      throw lines.malformed("REF is no sequence of bases");
    }
    return text;
  }

  List<String> alts(String text, String ref) throws MalformedVcfException {
    if (text.equals(".")) {
      return List.of();
    }
    List<String> alts = parts(text, ",", "ALT");
    var seen = new HashSet<String>();
    seen.add(ref.toUpperCase(Locale.ROOT));
    for (String alt : alts) {
      if (!ALT.matcher(alt).matches() || alt.equals(".")) {
        throw lines.malformed("ALT is no list of alleles");
      }
      boolean bases = SEQUENCE.matcher(alt).matches();
      if (!seen.add(bases ? alt.toUpperCase(Locale.ROOT) : alt)) {
        throw lines.malformed("an allele is listed twice in REF and ALT");
      }
    }
    return alts;
  }

  void checkQuality(String text) throws MalformedVcfException {
    if (!QUALITY.matcher(text).matches()) {
      throw lines.malformed("QUAL is no number");
    }
  }

  List<String> filters(String text) throws MalformedVcfException {
    return text.equals(".") ? List.of() : parts(text, ";", "FILTER");
  }

  private List<String> parts(String text, String separator, String column)
      throws MalformedVcfException {
    List<String> parts = List.of(text.split(separator, -1));
    for (String part : parts) {
      if (part.isEmpty() || part.chars().anyMatch(c -> c <= ' ')) {
        throw lines.malformed("%s has an empty part or a space".formatted(column));
      }
    }
    return parts;
  }
}
