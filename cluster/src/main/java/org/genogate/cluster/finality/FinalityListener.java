package org.genogate.cluster.finality;

import java.time.Duration;
import org.genogate.ledger.checkpoint.Checkpoint;
import org.genogate.ledger.checkpoint.SignedNote;
import org.genogate.ledger.event.ValidatorName;

/// Is told what should not happen. Called by the agenda; must not wait.
public interface FinalityListener {

  /// This node cosigns nothing more until it is started again. Told once.
  ///
  /// @param index of the entry that broke a rule, or the size of the checkpoint that was refused
  void refused(long index, String reason);

  /// The log's key signed two things that cannot both be. Told once for each `theirs`.
  ///
  /// @param ours of the same size, or the newest this node holds
  /// @param theirs with the log's signature, checked
  void equivocated(ValidatorName from, SignedNote ours, SignedNote theirs);

  /// A validator cosigned less, later. Both notes hold its cosignature, checked.
  void rolledBack(ValidatorName validator, SignedNote more, SignedNote less);

  /// A seal was not cosigned, because its time is this far from this node's wall clock.
  ///
  /// @param ahead negative if the seal is older
  void untimely(Checkpoint checkpoint, Duration ahead);
}
