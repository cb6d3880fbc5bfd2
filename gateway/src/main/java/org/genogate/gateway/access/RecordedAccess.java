package org.genogate.gateway.access;

import java.time.Clock;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicBoolean;
import org.genogate.ledger.Ledger;
import org.genogate.ledger.Opening;
import org.genogate.ledger.consent.StandingConsent;
import org.genogate.ledger.event.AccessId;
import org.genogate.ledger.event.PersonTag;
import org.genogate.ledger.receipt.BodyRoot;
import org.genogate.ledger.receipt.Outcome;

/// An access whose opening is committed. There is no other way to have one, and nothing is read or
/// sent without one (invariant I2).
final class RecordedAccess {

  private final Opening opening;
  private final Permission permission;
  private final Mask mask;
  private final Instant until;
  private final Ledger ledger;
  private final LiveAccesses live;
  private final Clock clock;
  private final AtomicBoolean closed = new AtomicBoolean();

  private RecordedAccess(
      Opening opening,
      Permission permission,
      Mask mask,
      Instant until,
      Ledger ledger,
      LiveAccesses live,
      Clock clock) {
    this.opening = opening;
    this.permission = permission;
    this.mask = mask;
    this.until = until;
    this.ledger = ledger;
    this.live = live;
    this.clock = clock;
  }

  /// Puts the access on the ledger and waits until that is committed.
  ///
  /// @param until when the release ends on which it rests: nothing is shown from then on
  /// @throws LedgerUnavailableException if it was not; then there is no access
  static RecordedAccess commit(
      Opening opening,
      Permission permission,
      Mask mask,
      Instant until,
      Ledger ledger,
      LiveAccesses live,
      Clock clock)
      throws LedgerUnavailableException {
    // Before the commit, so that a person who stops it in between is told of it.
    live.begin(opening.access(), opening.cohort());
    try {
      Commit.await(ledger.accesses().open(opening));
    } catch (LedgerUnavailableException e) {
      live.end(opening.access());
      throw e;
    }
    return new RecordedAccess(opening, permission, mask, until, ledger, live, clock);
  }

  AccessId id() {
    return opening.access();
  }

  /// When the ledger was asked.
  Instant consulted() {
    return opening.at();
  }

  /// The grant of this person that allowed it; the oldest of several.
  StandingConsent ground(PersonTag person) {
    return permission.grounds(opening.consulted(), person, opening.at()).getFirst();
  }

  /// What it may show at first.
  Mask mask() {
    return mask;
  }

  /// The consent version of now.
  long consentVersion() {
    return ledger.view().consent().version();
  }

  /// Asked in each hand-over, after everything was computed.
  ///
  /// @throws StaleLedgerException if a revocation may have been acknowledged that is unknown here
  void requireFresh() throws StaleLedgerException {
    if (!ledger.mayRead()) {
      throw new StaleLedgerException();
    }
  }

  /// Whether all that was permitted when the access was recorded is permitted now.
  boolean isUnchanged() {
    return isCurrent(mask) || maskNow().showsAllOf(mask);
  }

  /// Whether nothing was taken back since `shown` was made: neither by people, nor by the end of
  /// the release.
  boolean isCurrent(Mask shown) {
    return consentVersion() == shown.consentVersion() && (!hasEnded() || shown.hidesAll());
  }

  private boolean hasEnded() {
    return !clock.instant().isBefore(until);
  }

  /// What consent permits now; to be intersected with what was shown before.
  Mask maskNow() {
    return hasEnded()
        ? permission.nothingAt(ledger.view())
        : permission.maskAt(ledger.view(), clock.instant());
  }

  /// Puts on the ledger how it ended. Nobody waits for that: at a restart an access without an end
  /// is closed as unknown.
  void close(Outcome outcome, BodyRoot body, long records, long ledgerSize) {
    if (closed.compareAndSet(false, true)) {
      live.end(id());
      var _ =
          ledger.accesses().close(id(), outcome, body.bytes(), records, body.finish(), ledgerSize);
    }
  }

  /// Closes it as failed, with nothing sent.
  void fail() {
    close(Outcome.ERROR, new BodyRoot(), 0, mask.ledgerSize());
  }

  /// Closes it as failed, unless it was closed.
  void ensureClosed(BodyRoot body, long records, long ledgerSize) {
    close(Outcome.ERROR, body, records, ledgerSize);
  }
}
