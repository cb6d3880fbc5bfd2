package org.genogate.gateway.campaign;

/// A change of somebody's consent that a node acknowledged.
///
/// @param person their tag
/// @param consent what was granted, refused or taken back; empty for everything
/// @param index where it stands in the ledger
/// @param askedAt in nanoseconds of one clock, that of all that a campaign notes
/// @param acknowledgedAt likewise
record Promise(
    Kind kind, String person, String consent, long index, long askedAt, long acknowledgedAt) {

  /// What was asked.
  enum Kind {
    GRANT(false),
    DENY(true),
    STOP_ONE(true),
    STOP_ALL(true);

    private final boolean obeyedEverywhere;

    Kind(boolean obeyedEverywhere) {
      this.obeyedEverywhere = obeyedEverywhere;
    }

    /// Whether its acknowledgement says that no node goes on as before.
    boolean isObeyedEverywhere() {
      return obeyedEverywhere;
    }
  }

  long nanos() {
    return acknowledgedAt - askedAt;
  }
}
