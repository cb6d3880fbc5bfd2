package org.genogate.ledger.receipt;

import org.genogate.ledger.checkpoint.Checkpoint;
import org.genogate.ledger.checkpoint.InvalidNoteException;
import org.genogate.ledger.checkpoint.TlogProof;
import org.genogate.ledger.checkpoint.VerifierKey;
import org.genogate.ledger.event.Entry;
import org.genogate.ledger.merkle.InvalidProofException;

/// An entry and the proof that it is in the log. Both have one encoding, so they stand for their
/// bytes.
public record ProvenEntry(Entry entry, TlogProof proof) {

  /// @return the checkpoint that the entry is under
  Checkpoint verify(VerifierKey log) throws InvalidReceiptException {
    try {
      return proof.verify(entry.leaf(), log);
    } catch (InvalidNoteException | InvalidProofException e) {
      throw new InvalidReceiptException("entry " + proof.index() + " is not proven", e);
    }
  }
}
