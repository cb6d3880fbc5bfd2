package org.genogate.cluster;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;
import java.util.function.Supplier;
import org.genogate.cluster.Cluster.Surroundings;
import org.genogate.cluster.finality.Cosigning;
import org.genogate.cluster.finality.SignedMemory;
import org.genogate.cluster.ordering.RaftOrdering;
import org.genogate.ledger.checkpoint.Checkpoint;
import org.genogate.ledger.checkpoint.InvalidNoteException;
import org.genogate.ledger.checkpoint.SignedNote;
import org.genogate.ledger.log.Agenda;
import org.genogate.ledger.log.Finality;
import org.genogate.ledger.log.OrderedStore;
import org.genogate.ledger.log.Ordering.Listener;
import org.jspecify.annotations.Nullable;

/// How a node begins to take part: after a roll call, and where that shows that it has forgotten
/// something, without a vote or a signature that could go against what it forgot.
final class Beginning {

  private final RaftOrdering ordering;
  private final Cosigning cosigning;
  private final HeldFinality finality;
  private final SignedMemory signed;
  private final Agenda agenda;
  private final RollCall call;
  private volatile boolean restored;
  private volatile @Nullable OrderedStore store;
  private volatile long storedTerm;

  /// @param published the newest checkpoint that this node shows
  Beginning(
      Surroundings around,
      Agenda agenda,
      RaftOrdering ordering,
      Cosigning cosigning,
      Roster roster,
      Supplier<Optional<SignedNote>> published) {
    this.ordering = ordering;
    this.cosigning = cosigning;
    this.finality = new HeldFinality(cosigning);
    this.signed = around.signed();
    this.agenda = agenda;
    this.call =
        new RollCall(
            around.link(),
            agenda,
            new RollCall.Own(
                () -> new RollCall.Roll(roster.epoch(), roster.names()),
                around.ownKey(),
                this::stored,
                () -> Math.max(storedTerm, ordering.durableTerm()),
                name -> cosigning.newestOf(name).or(published),
                () -> restored),
            around.random().nextLong());
  }

  /// Hears of seals once this node has begun.
  Finality finality() {
    return finality;
  }

  /// What lies here is older than what this node did, surely.
  void markRestored() {
    restored = true;
  }

  /// @param told by the ordering, once it has begun
  void begin(OrderedStore opened, Listener told) throws IOException {
    storedTerm = RaftOrdering.storedTerm(opened);
    store = opened;
    // Not before: an answer without what is stored would be taken for an empty disk.
    call.start();
    agenda.execute(
        () -> call.ask(opened.tail(), signedSize(), verdict -> begin(opened, told, verdict)));
  }

  /// How many entries lie here, committed or not: none of the committed ones is left out, also when
  /// this node does not know yet which they are.
  private long stored() {
    var opened = store;
    return opened == null ? 0 : opened.tail();
  }

  private long signedSize() {
    try {
      return signed.read().map(SignedMemory.Signed::size).orElse(0L);
    } catch (IOException e) {
      throw new UncheckedIOException("what was signed cannot be read", e);
    }
  }

  private void begin(OrderedStore opened, Listener told, RollCall.Verdict verdict) {
    try {
      switch (verdict) {
        case RollCall.Verdict.Whole() -> {
          finality.release();
          ordering.start(opened, told);
        }
        case RollCall.Verdict.Forgetful forgetful -> {
          remember(forgetful);
          finality.release();
          ordering.startForgetful(opened, told, forgetful.term(), forgetful.committed());
        }
      }
    } catch (IOException e) {
      told.failed(e);
    }
  }

  /// Before anything is signed.
  private void remember(RollCall.Verdict.Forgetful forgetful) {
    cosigning.abstainUpTo(forgetful.committed());
    for (var note : forgetful.signed()) {
      try {
        cosigning.remember(Checkpoint.parse(note.text()));
      } catch (InvalidNoteException e) {
        // It was parsed before to be taken for this node's.
        throw new IllegalStateException("a note that changed", e);
      }
    }
  }
}
