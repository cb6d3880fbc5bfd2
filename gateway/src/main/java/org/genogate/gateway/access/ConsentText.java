package org.genogate.gateway.access;

import static java.nio.charset.StandardCharsets.UTF_8;

import org.genogate.gateway.access.PatientDesk.Terms;
import org.genogate.ledger.merkle.Hash;

/// The sentences that people consent to. A grant carries the hash of its own, so that it can be
/// told later what was said; a sentence that changes is a new version.
public final class ConsentText {

  private static final String VERSION = "genogate/consent-text/1\n";

  private ConsentText() {}

  /// What a grant of this use lets others do.
  ///
  /// @param disease as the reader is told of it: a name, or its term
  public static String of(String use, String disease) {
    return switch (use) {
      case "GRU" -> "Researchers may study your genome data for research of any kind.";
      case "HMB" ->
          "Researchers may study your genome data to learn about health and illness."
              + " They may not use it to find out where families come from.";
      case "DS" ->
          "Researchers may study your genome data to understand or treat "
              + disease
              + ", and for nothing else.";
      case "CARE" ->
          "Clinicians may ask for a report on your variants when they treat you,"
              + " for example before a new medicine.";
      default -> "This page does not know this use, so it cannot explain it.";
    };
  }

  /// The version and the sentence, a disease by its term whatever name it was shown under.
  static Hash hash(Terms terms) {
    return Hash.sha256((VERSION + of(terms.use(), terms.disease())).getBytes(UTF_8));
  }
}
