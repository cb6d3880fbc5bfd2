package org.genogate.cluster.finality;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.genogate.ledger.checkpoint.Checkpoint;
import org.genogate.ledger.checkpoint.Policy;
import org.genogate.ledger.checkpoint.SignedNote;

/// One checkpoint that this node judged, and the cosignatures under it so far. For one agenda.
final class Gathering {

  private final Checkpoint checkpoint;
  private final Policy policy;
  private final Consumer<SignedNote> publish;
  private final long sinceNanos;
  private final Set<String> signers = new TreeSet<>();
  private SignedNote note;

  Gathering(
      Checkpoint checkpoint,
      SignedNote note,
      Policy policy,
      Consumer<SignedNote> publish,
      long sinceNanos) {
    this.checkpoint = checkpoint;
    this.note = note;
    this.policy = policy;
    this.publish = publish;
    this.sinceNanos = sinceNanos;
  }

  Checkpoint checkpoint() {
    return checkpoint;
  }

  Policy policy() {
    return policy;
  }

  SignedNote note() {
    return note;
  }

  long sinceNanos() {
    return sinceNanos;
  }

  /// One line for each witness: a second one of the same adds nothing.
  void add(List<CheckedLine> lines) {
    var all = new ArrayList<>(note.lines());
    for (CheckedLine line : lines) {
      if (signers.add(line.witness())) {
        all.add(line.line());
      }
    }
    note = new SignedNote(note.text(), all);
  }

  boolean isFinal() {
    return policy.isMetBy(signers);
  }

  boolean isComplete() {
    return signers.containsAll(policy.witnesses().keySet());
  }

  void publish() {
    publish.accept(note);
  }
}
