package org.genogate.ledger.log;

import java.util.function.Consumer;
import org.genogate.ledger.checkpoint.Checkpoint;
import org.genogate.ledger.checkpoint.SignedNote;

/// Says when a checkpoint is final: when those have signed it whom the policy asks for.
public interface Finality {

  /// `checkpoint` is committed; every entry below it was judged here and is durable, and so are its
  /// tiles. Called once for each, by one thread, sizes rising, and must not wait.
  ///
  /// @param note the checkpoint with the log's own signature
  /// @param publish takes the note once it is final, with as many signatures as there are then. May
  ///   be called by any thread, at once, later, or never if a larger one became final before
  void sealed(Checkpoint checkpoint, SignedNote note, Consumer<SignedNote> publish);

  /// Entry `index` is committed and breaks the rules: this node signs nothing from there on, and
  /// says why.
  default void refused(long index, String reason) {}

  /// For a log without validators: its own signature is enough.
  static Finality ofOwnSignature() {
    return (_, note, publish) -> publish.accept(note);
  }
}
