package org.genogate.cluster.lease;

import java.time.Clock;
import org.genogate.ledger.log.Agenda;

/// One instant, by both clocks of this node.
///
/// @param nanos by the clock that runs forward alone
/// @param wallMillis by the wall clock
record Moment(long nanos, long wallMillis) {

  static Moment now(Agenda agenda, Clock wall) {
    return new Moment(agenda.nanoTime(), wall.millis());
  }
}
