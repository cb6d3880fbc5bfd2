package org.genogate.genomics.variant;

import java.util.Locale;

/// One ALT against its REF in the fewest bases that tell it, so that it shows nothing of the other
/// ALTs that its record was written with. Bases are upper case.
///
/// A sequence loses the bases both share, first at the end, then at the start, and keeps one of
/// each. `*` and symbolic alleles keep the first base of REF. A breakend is left as it is written,
/// because its own text repeats REF. There is no reference genome here: an insertion in a repeat
/// stays where the source put it.
///
/// @param start of `ref`, 0-based; not before the record's own
public record MinimalAllele(int start, String ref, String alt) {

  public MinimalAllele {
    if (start < 0 || ref.isEmpty() || alt.isEmpty()) {
      throw new IllegalArgumentException("an allele has a start, a REF and an ALT");
    }
  }

  /// @param start of `ref`, 0-based
  public static MinimalAllele of(int start, String ref, String alt) {
    String upper = ref.toUpperCase(Locale.ROOT);
    return switch (AlleleKind.of(alt)) {
      case SEQUENCE -> trimmed(start, upper, alt.toUpperCase(Locale.ROOT));
      case BREAKEND -> new MinimalAllele(start, upper, alt);
      case SPANNING_DELETION, REFERENCE_BLOCK, SYMBOLIC ->
          new MinimalAllele(start, upper.substring(0, 1), alt);
    };
  }

  private static MinimalAllele trimmed(int start, String ref, String alt) {
    int shorter = Math.min(ref.length(), alt.length());
    int tail = 0;
    while (tail < shorter - 1
        && ref.charAt(ref.length() - 1 - tail) == alt.charAt(alt.length() - 1 - tail)) {
      tail++;
    }
    int head = 0;
    while (head < shorter - tail - 1 && ref.charAt(head) == alt.charAt(head)) {
      head++;
    }
    return new MinimalAllele(
        start + head,
        ref.substring(head, ref.length() - tail),
        alt.substring(head, alt.length() - tail));
  }

  public AlleleKind kind() {
    return AlleleKind.of(alt);
  }
}
