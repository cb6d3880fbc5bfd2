package org.genogate.ledger.consent;

import org.genogate.ledger.event.RefusalCode;

/// Why an access is refused. Never says whether a person exists, or whether they refused.
public enum Reason {
  /// No person's consent allows it.
  NO_CONSENT(RefusalCode.NOT_CONSENTED),
  /// The purpose is unknown, or not one that consent can be matched with here.
  UNKNOWN_PURPOSE(RefusalCode.UNKNOWN_PURPOSE),
  /// The role, project or dataset of the requester does not allow this.
  NOT_AUTHORIZED(RefusalCode.NOT_AUTHORIZED),
  /// The ledger or the consent state could not be relied upon.
  UNAVAILABLE(RefusalCode.UNAVAILABLE),
  /// No complete release covers it, and the policy wants one.
  NOT_RELEASED(RefusalCode.NOT_RELEASED);

  private final RefusalCode code;

  Reason(RefusalCode code) {
    this.code = code;
  }

  /// What the open ledger says.
  public RefusalCode code() {
    return code;
  }
}
