package org.genogate.ledger.duo;

import java.util.Optional;

/// What someone wants to use data for.
public sealed interface Purpose {

  /// `GRU`: any research.
  record GeneralResearch() implements Purpose {}

  /// `HMB`: health, medical or biomedical research.
  record HealthResearch() implements Purpose {}

  /// `DS`: research on one disease.
  ///
  /// @param term an ontology term such as `MONDO:0007254`
  record DiseaseResearch(String term) implements Purpose {
    public DiseaseResearch {
      DiseaseTerms.require(term);
    }
  }

  /// `CARE`: the care of the very person whose data it is.
  record OwnCare() implements Purpose {}

  /// The purpose that `code` names, if it is one that consent can be matched with here.
  ///
  /// @param code `GRU`, `HMB`, `DS` or `CARE`, exactly so
  /// @param disease an ontology term with `DS`, empty with the others
  static Optional<Purpose> parse(String code, String disease) {
    if (code.equals("DS")) {
      return DiseaseTerms.isTerm(disease)
          ? Optional.of(new DiseaseResearch(disease))
          : Optional.empty();
    }
    if (!disease.isEmpty()) {
      return Optional.empty();
    }
    return switch (code) {
      case "GRU" -> Optional.of(new GeneralResearch());
      case "HMB" -> Optional.of(new HealthResearch());
      case "CARE" -> Optional.of(new OwnCare());
      default -> Optional.empty();
    };
  }

  /// The code that [#parse] reads.
  default String code() {
    return switch (this) {
      case GeneralResearch _ -> "GRU";
      case HealthResearch _ -> "HMB";
      case DiseaseResearch _ -> "DS";
      case OwnCare _ -> "CARE";
    };
  }

  /// The disease that [#parse] reads: empty unless this is about one.
  default String disease() {
    return this instanceof DiseaseResearch(var term) ? term : "";
  }
}
