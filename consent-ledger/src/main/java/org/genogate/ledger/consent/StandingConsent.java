package org.genogate.ledger.consent;

import java.time.Instant;
import org.genogate.ledger.event.Asked;
import org.genogate.ledger.event.ConsentId;

/// One grant or denial of a person, and what became of it.
///
/// @param index its entry in the log
/// @param recorded when it was signed
/// @param ended when its revocation was signed; [Instant#MAX] if it was not
public record StandingConsent(
    ConsentId consent,
    Kind kind,
    State state,
    Asked asked,
    long index,
    Instant recorded,
    Instant ended,
    Wording wording) {

  public enum Kind {
    GRANT,
    DENIAL
  }

  /// What a grant or denial does at the instant that was asked about.
  public enum State {
    /// Recorded, and acts once sealed.
    RECORDED,
    /// A grant that allows, or a denial that refuses.
    IN_FORCE,
    /// A grant whose time has not come.
    WAITING,
    /// Revoked.
    STOPPED,
    /// A grant whose time is over.
    EXPIRED,
    /// Its terms cannot be opened: a grant allows nothing, and a denial refuses everything.
    UNREADABLE
  }

  /// What the sealed payload says.
  public sealed interface Wording {
    record Opened(ConsentTerms terms) implements Wording {}

    /// The payload is missing or shredded.
    record Missing() implements Wording {}
  }
}
