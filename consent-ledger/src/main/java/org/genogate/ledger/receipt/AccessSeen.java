package org.genogate.ledger.receipt;

import java.time.Instant;
import org.genogate.ledger.event.Event.AccessOpened;
import org.genogate.ledger.event.Event.AccessRefused;

/// An access that concerned a person, or a refused request that named them.
public sealed interface AccessSeen {

  /// The log index.
  long index();

  Instant at();

  /// @param detail its cohort is named by key, if it is not one person
  /// @param people how many people it may have covered
  record Access(long index, AccessOpened event, AccessDetail detail, int people, Ending ending)
      implements AccessSeen {
    @Override
    public Instant at() {
      return event.consulted();
    }
  }

  record Refusal(long index, AccessRefused event, RefusalDetail detail) implements AccessSeen {
    @Override
    public Instant at() {
      return detail.at();
    }
  }

  /// How far an access has come.
  sealed interface Ending {
    record ReadingNow() implements Ending {}

    /// @param index of `AccessClosed`
    record Closed(long index, CloseDetail detail) implements Ending {}

    /// It ended, but how cannot be opened.
    ///
    /// @param index of `AccessClosed`
    record ClosedUnreadable(long index) implements Ending {}
  }
}
