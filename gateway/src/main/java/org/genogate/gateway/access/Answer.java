package org.genogate.gateway.access;

import java.time.Duration;

/// What came of a researcher's question.
public sealed interface Answer {

  /// Recorded on the ledger, and ready to be sent. To be closed.
  record Open(MaskedStream stream) implements Answer {}

  /// Identified, and refused. The refusal is on the ledger.
  record Refused(Refusal refusal) implements Answer {}

  /// The question does not fit the dataset, such as a contig that it lacks.
  record Unfit(String detail) implements Answer {}

  /// The ledger or the data cannot be relied upon now.
  record Unavailable(Duration retryAfter) implements Answer {}

  /// Why. An unknown dataset, a foreign one and an unknown project are one and the same.
  enum Refusal {
    NOT_AUTHORIZED("not-authorized", "the project does not cover this dataset for this purpose"),
    NOT_CONSENTED("not-consented", "nobody's consent allows this purpose here"),
    NOT_RELEASED(
        "not-released",
        "no complete release covers this project, dataset and purpose now;"
            + " ask for one with POST /v1/releases, and see with GET how far it is"),
    UNKNOWN_PURPOSE(
        "unknown-purpose", "purpose is GRU, HMB, or DS with disease a term such as MONDO:0007254");

    private final String code;
    private final String detail;

    Refusal(String code, String detail) {
      this.code = code;
      this.detail = detail;
    }

    /// As it stands in a problem document.
    public String code() {
      return code;
    }

    public String detail() {
      return detail;
    }
  }
}
