package org.genogate.ledger.duo;

import java.util.Optional;

/// What a person allows their data to be used for, or refuses.
public sealed interface DataUse {

  /// `GRU`: any research.
  record GeneralResearch() implements DataUse {}

  /// `HMB`: health, medical or biomedical research.
  record HealthResearch() implements DataUse {}

  /// `DS`: research on one disease.
  ///
  /// @param term an ontology term such as `MONDO:0007254`
  record DiseaseResearch(String term) implements DataUse {
    public DiseaseResearch {
      DiseaseTerms.require(term);
    }
  }

  /// `CARE`: the person's own care.
  record OwnCare() implements DataUse {}

  /// The use that `code` names; the codes are those of [Purpose#parse].
  static Optional<DataUse> parse(String code, String disease) {
    return Purpose.parse(code, disease).map(DataUse::ofExactly);
  }

  /// The use that allows `purpose` and nothing wider.
  static DataUse ofExactly(Purpose purpose) {
    return switch (purpose) {
      case Purpose.GeneralResearch _ -> new GeneralResearch();
      case Purpose.HealthResearch _ -> new HealthResearch();
      case Purpose.DiseaseResearch(var term) -> new DiseaseResearch(term);
      case Purpose.OwnCare _ -> new OwnCare();
    };
  }

  /// Whether all that `purpose` may do lies within this use: what a grant is asked.
  default boolean permits(Purpose purpose) {
    return switch (this) {
      case GeneralResearch _ -> !(purpose instanceof Purpose.OwnCare);
      case HealthResearch _ ->
          purpose instanceof Purpose.HealthResearch || purpose instanceof Purpose.DiseaseResearch;
      case DiseaseResearch(var term) -> purpose.equals(new Purpose.DiseaseResearch(term));
      case OwnCare _ -> purpose instanceof Purpose.OwnCare;
    };
  }

  /// Whether anything that `purpose` may do lies within this use: what a denial is asked.
  ///
  /// Wider than [#permits]: someone who refuses health research also refuses general research,
  /// because that may be health research.
  default boolean overlaps(Purpose purpose) {
    return permits(purpose) || ofExactly(purpose).permits(widest());
  }

  /// The code that [#parse] reads.
  default String code() {
    return widest().code();
  }

  /// The disease that [#parse] reads: empty unless this is about one.
  default String disease() {
    return widest().disease();
  }

  /// The widest purpose that this use permits.
  private Purpose widest() {
    return switch (this) {
      case GeneralResearch _ -> new Purpose.GeneralResearch();
      case HealthResearch _ -> new Purpose.HealthResearch();
      case DiseaseResearch(var term) -> new Purpose.DiseaseResearch(term);
      case OwnCare _ -> new Purpose.OwnCare();
    };
  }
}
