package org.genogate.ledger.log;

import java.time.Duration;

/// When the leader seals: after an interval with news, or so many entries; one seal at a time, so
/// that a slow disk makes seals rarer and not a queue of them. For one agenda.
final class SealPace {

  /// A seal that is not final after this may never be: validators do not sign an old one. Another
  /// one takes its place.
  static final Duration AGAIN = Duration.ofSeconds(6);

  private final Agenda agenda;
  private final Duration interval;
  private final long mostUnsealed;
  private boolean wanted;
  private boolean hurries;
  private boolean again;
  private boolean underWay;
  private boolean timerRuns;
  private long last;

  SealPace(LogSettings settings, Agenda agenda) {
    this.agenda = agenda;
    this.interval = settings.sealInterval();
    this.mostUnsealed = settings.sealEntries();
    this.last = agenda.nanoTime();
  }

  /// There need be no news: the seal before is not final and will not be.
  boolean isAgain() {
    return again;
  }

  /// @param unsealed how many entries no seal covers yet
  /// @param more how many are about to join them
  boolean isDue(long unsealed, int more) {
    boolean isTime = wanted || hurries || unsealed >= mostUnsealed || nanosToNext() <= 0;
    return !underWay && (again || (unsealed + more > 0 && isTime));
  }

  boolean isUnderWay() {
    return underWay;
  }

  private long nanosToNext() {
    return last + interval.toNanos() - agenda.nanoTime();
  }

  /// The next one need not wait for the interval, if there is news.
  void want() {
    wanted = true;
  }

  /// From now on nothing waits for the interval.
  void hurry() {
    hurries = true;
  }

  void made() {
    wanted = false;
    again = false;
    underWay = true;
    last = agenda.nanoTime();
  }

  /// Nothing hinders the next one: the tiles of the last are durable, or another term begins.
  void prepared() {
    underWay = false;
  }

  /// The last seal is not final.
  ///
  /// @return whether another one is due for that
  boolean missFinality() {
    boolean old = last + AGAIN.toNanos() - agenda.nanoTime() <= 0;
    again |= old;
    return old;
  }

  /// Runs `turn` when the interval is over. A seal that is due and cannot be proposed yet is, when
  /// something under way has settled.
  void remind(Runnable turn) {
    long wait = nanosToNext();
    if (!timerRuns && !underWay && wait > 0) {
      timerRuns = true;
      agenda.schedule(
          Duration.ofNanos(wait),
          () -> {
            timerRuns = false;
            turn.run();
          });
    }
  }
}
