package org.genogate.ledger.receipt;

import org.genogate.ledger.checkpoint.Checkpoint;
import org.genogate.ledger.event.Event.AccessOpened;

/// What a receipt was shown to prove.
///
/// @param index of `AccessOpened` in the log
/// @param checkpoint signed by the log, with the entry under it
public record VerifiedReceipt(
    AccessOpened access, long index, Checkpoint checkpoint, Closing closing) {

  /// How the access ended.
  public sealed interface Closing {
    record NotYet() implements Closing {}

    /// @param index of `AccessClosed` in the log
    record Untold(long index) implements Closing {}

    /// @param index of `AccessClosed` in the log
    record Told(long index, CloseDetail detail) implements Closing {}
  }
}
