package org.genogate.genomics.region;

import java.util.regex.Pattern;

/// Reads the regions that people type for samtools.
///
/// The contig is everything before the last colon that a range follows. Where a contig's own name
/// ends like a range, as `HLA-A*01:01` does, braces say where it stops: `{HLA-A*01:01}:1-9`.
///
/// Spec: [samtools, regions](https://www.htslib.org/doc/samtools-view.html)
final class RegionText {

  private static final Pattern RANGE =
      Pattern.compile("(?<first>[0-9,]*)(?<dash>-?)(?<last>[0-9,]*)");

  private RegionText() {}

  static Region parse(String text) throws MalformedRegionException {
    if (text.startsWith("{")) {
      int close = text.indexOf('}');
      if (close < 0) {
        throw refused(text, "its brace is never closed");
      }
      String rest = text.substring(close + 1);
      if (!rest.isEmpty() && !rest.startsWith(":")) {
        throw refused(text, "a colon belongs after its brace");
      }
      return of(text, text.substring(1, close), rest.isEmpty() ? rest : rest.substring(1));
    }
    int colon = text.lastIndexOf(':');
    return colon < 0
        ? of(text, text, "")
        : of(text, text.substring(0, colon), text.substring(colon + 1));
  }

  private static Region of(String text, String contig, String range)
      throws MalformedRegionException {
    if (contig.isBlank() || contig.chars().anyMatch(c -> c <= ' ')) {
      throw refused(text, "it needs a contig without spaces");
    }
    if (range.isEmpty() && !text.endsWith(":")) {
      return Region.whole(contig);
    }
    var parts = RANGE.matcher(range);
    if (!parts.matches() || range.isEmpty() || range.equals("-")) {
      throw refused(text, "contig:first-last is wanted, 1-based");
    }
    int first = position(text, parts.group("first"), 1);
    int last = position(text, parts.group("last"), Region.MAX_END);
    if (last < first) {
      throw refused(text, "its last base comes before its first");
    }
    return Region.ofOneBased(contig, first, last);
  }

  private static int position(String text, String digits, int otherwise)
      throws MalformedRegionException {
    if (digits.isEmpty()) {
      return otherwise;
    }
    try {
      int position = Integer.parseInt(digits.replace(",", ""));
      if (position > 0) {
        return position;
      }
    } catch (NumberFormatException _) {
      // Too large, or commas alone: told below like any other.
    }
    throw refused(text, "positions go from 1 to " + Region.MAX_END);
  }

  private static MalformedRegionException refused(String text, String wanted) {
    return new MalformedRegionException("not a region: '%s': %s".formatted(text, wanted));
  }
}
