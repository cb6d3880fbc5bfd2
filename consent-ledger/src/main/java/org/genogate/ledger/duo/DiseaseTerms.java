package org.genogate.ledger.duo;

import java.util.regex.Pattern;

/// How a disease is named: a prefix and a number of an ontology, such as `MONDO:0007254`.
///
/// No ontology is loaded, so a term is only ever equal to itself: neither its ancestors nor the
/// same disease in another ontology.
final class DiseaseTerms {

  private static final Pattern CURIE = Pattern.compile("[A-Z][A-Za-z]{1,19}:[0-9]{1,12}");

  private DiseaseTerms() {}

  static boolean isTerm(String text) {
    return CURIE.matcher(text).matches();
  }

  /// @throws IllegalArgumentException if `text` is no term
  static void require(String text) {
    if (!isTerm(text)) {
      throw new IllegalArgumentException(
          "a disease is an ontology term such as MONDO:0007254, not %d characters of something else"
              .formatted(text.length()));
    }
  }
}
