package org.genogate.genomics.query;

import java.util.regex.Pattern;
import org.genogate.genomics.region.Region;

/// One allele that a panel asks about.
///
/// @param place the reference bases that `ref` spells
/// @param id the custodian's name for the allele, such as an rs number; may be empty
/// @param gene may be empty
public record PanelSite(Region place, String id, String ref, String alt, String gene) {

  private static final Pattern BASES = Pattern.compile("[ACGTN]+");

  public PanelSite {
    requireBases("REF", ref);
    requireBases("ALT", alt);
    if (ref.equals(alt)) {
      throw new IllegalArgumentException("REF and ALT are both " + ref);
    }
    if (place.length() != ref.length()) {
      throw new IllegalArgumentException(
          "REF spells %d bases, the place has %d".formatted(ref.length(), place.length()));
    }
  }

  /// The first base of REF, 1-based, as VCF writes it.
  public int position() {
    return place.start() + 1;
  }

  private static void requireBases(String column, String allele) {
    if (!BASES.matcher(allele).matches()) {
      throw new IllegalArgumentException(
          "%s is '%s', want bases of A, C, G, T, N".formatted(column, allele));
    }
  }
}
