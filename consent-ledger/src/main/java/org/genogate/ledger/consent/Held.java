package org.genogate.ledger.consent;

import java.time.Instant;
import org.genogate.ledger.consent.StandingConsent.Kind;
import org.genogate.ledger.consent.StandingConsent.State;
import org.genogate.ledger.consent.StandingConsent.Wording;
import org.genogate.ledger.event.Asked;
import org.genogate.ledger.event.ConsentId;

/// One grant or denial as the fold holds it.
///
/// @param profile number of its profile, or [#NO_PROFILE]
/// @param endIndex log index of its revocation, or [#NOT_ENDED]
record Held(
    ConsentId consent,
    Kind kind,
    Asked asked,
    long index,
    Instant recorded,
    Wording wording,
    int profile,
    long endIndex,
    Instant ended) {

  /// Of a grant that cannot be read.
  static final int NO_PROFILE = -1;

  static final long NOT_ENDED = Long.MAX_VALUE;

  static Held standing(
      ConsentId consent,
      Kind kind,
      Asked asked,
      long index,
      Instant recorded,
      Wording wording,
      int profile) {
    return new Held(
        consent, kind, asked, index, recorded, wording, profile, NOT_ENDED, Instant.MAX);
  }

  Held ended(long index, Instant time) {
    return new Held(consent, kind, asked, this.index, recorded, wording, profile, index, time);
  }

  Held worded(Wording wording, int profile) {
    return new Held(consent, kind, asked, index, recorded, wording, profile, endIndex, ended);
  }

  Held numbered(int profile) {
    return worded(wording, profile);
  }

  /// The entry whose seal opens data: of a grant its own, of a denial that of its lifting.
  long opensAt() {
    return switch (kind) {
      case GRANT -> index;
      case DENIAL -> endIndex;
    };
  }

  boolean isEnded() {
    return endIndex != NOT_ENDED;
  }

  /// A grant allows once it is sealed, within its interval, until it is revoked.
  boolean grants(long sealedSize, Instant at) {
    return kind == Kind.GRANT
        && index < sealedSize
        && !isEnded()
        && wording instanceof Wording.Opened(var terms)
        && terms.covers(at);
  }

  /// A denial refuses from the moment it is applied until its revocation is sealed: lifting it
  /// opens data, as a grant does.
  boolean denies(long sealedSize) {
    return kind == Kind.DENIAL && endIndex >= sealedSize;
  }

  StandingConsent at(long sealedSize, Instant at) {
    return new StandingConsent(
        consent, kind, state(sealedSize, at), asked, index, recorded, ended, wording);
  }

  private State state(long sealedSize, Instant at) {
    if (isEnded() && !denies(sealedSize)) {
      return State.STOPPED;
    }
    return switch (wording) {
      case Wording.Missing _ -> State.UNREADABLE;
      case Wording.Opened _ when kind == Kind.DENIAL -> State.IN_FORCE;
      case Wording.Opened _ when index >= sealedSize -> State.RECORDED;
      case Wording.Opened(var terms) when at.isBefore(terms.from()) -> State.WAITING;
      case Wording.Opened(var terms) -> terms.covers(at) ? State.IN_FORCE : State.EXPIRED;
    };
  }
}
