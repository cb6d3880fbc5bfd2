package org.genogate.ledger;

import java.time.Instant;
import org.genogate.ledger.event.PersonTag;
import org.genogate.ledger.event.RefusalCode;

/// Requests that were refused, as the ledger is told of them.
///
/// @param at the newest of them
/// @param count how many alike, at least 1
public record Refusal(About about, RefusalCode code, Instant at, long count) {

  /// Who was refused, and whom it concerned.
  public sealed interface About {
    /// Nobody that could be identified.
    record Strangers() implements About {}

    /// A requester who asked for a whole dataset.
    record Everybody(Who who) implements About {}

    /// A requester who asked for one person. That person is shown it.
    record One(Who who, PersonTag person) implements About {}
  }

  public Refusal counting(long number) {
    return new Refusal(about, code, at, number);
  }
}
