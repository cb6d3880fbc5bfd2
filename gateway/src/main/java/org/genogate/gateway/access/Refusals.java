package org.genogate.gateway.access;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.genogate.gateway.access.Permission.Scope;
import org.genogate.ledger.Ledger;
import org.genogate.ledger.Refusal;
import org.genogate.ledger.Who;
import org.genogate.ledger.event.RefusalCode;

/// Puts refusals on the ledger (invariant I6) without letting anybody fill it.
///
/// The first of its kind is an entry at once, waited for. Those alike within the minute after it
/// are counted, and the count becomes one entry. Requests that identified nobody are one count a
/// minute altogether.
public final class Refusals {

  private static final Duration WINDOW = Duration.ofMinutes(1);

  private final Ledger ledger;
  private final Clock clock;
  private final Map<Kind, Tally> tallies = new HashMap<>();
  private long strangers;

  Refusals(Ledger ledger, Clock clock) {
    this.ledger = ledger;
    this.clock = clock;
  }

  private record Kind(
      String requester, String project, String dataset, Scope scope, RefusalCode code) {}

  /// @param recorded when the newest entry of this kind was written
  /// @param more refused alike since then
  private record Tally(Instant recorded, long more, Refusal latest) {}

  /// Returns once the refusal is on the ledger, or counted for the next entry of its kind.
  ///
  /// @param scope the person whom the request was about, if it named one
  /// @throws LedgerUnavailableException if it could not be recorded
  void record(Who who, Scope scope, RefusalCode code) throws LedgerUnavailableException {
    var append = take(who, scope, code);
    var _ = Commit.await(append);
  }

  private synchronized CompletableFuture<?> take(Who who, Scope scope, RefusalCode code) {
    var kind = new Kind(who.requester(), who.project(), who.dataset(), scope, code);
    var now = clock.instant();
    var about =
        switch (scope) {
          case Scope.Everyone _ -> new Refusal.About.Everybody(who);
          case Scope.One(var person) -> new Refusal.About.One(who, person);
        };
    var refusal = new Refusal(about, code, now, 1);
    var tally = tallies.get(kind);
    if (tally != null && now.isBefore(tally.recorded().plus(WINDOW))) {
      tallies.put(kind, new Tally(tally.recorded(), tally.more() + 1, refusal));
      return CompletableFuture.completedFuture(null);
    }
    long count = tally == null ? 1 : tally.more() + 1;
    tallies.put(kind, new Tally(now, 0, refusal));
    return ledger.accesses().refuse(refusal.counting(count));
  }

  /// Somebody was refused who could not be identified.
  public synchronized void countStranger() {
    strangers++;
  }

  /// Writes the counts that are due. Called once a minute, and at the end.
  ///
  /// @return completes once they are on the ledger
  synchronized CompletableFuture<Void> flush() {
    var appends = new ArrayList<CompletableFuture<?>>();
    if (strangers > 0) {
      appends.add(
          ledger
              .accesses()
              .refuse(
                  new Refusal(
                      new Refusal.About.Strangers(),
                      RefusalCode.UNAUTHENTICATED,
                      clock.instant(),
                      strangers)));
      strangers = 0;
    }
    for (var tally : tallies.values()) {
      if (tally.more() > 0) {
        appends.add(ledger.accesses().refuse(tally.latest().counting(tally.more())));
      }
    }
    var closed = clock.instant().minus(WINDOW);
    tallies.replaceAll((_, tally) -> new Tally(tally.recorded(), 0, tally.latest()));
    tallies.values().removeIf(tally -> tally.recorded().isBefore(closed));
    return CompletableFuture.allOf(appends.toArray(CompletableFuture[]::new));
  }
}
