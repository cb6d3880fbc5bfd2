package org.genogate.cluster;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.genogate.cluster.finality.Cosigning;
import org.genogate.cluster.finality.SignedMemory;
import org.genogate.cluster.ordering.RaftOrdering;
import org.genogate.ledger.checkpoint.SignedNote;
import org.genogate.ledger.checkpoint.VerifierKey;
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
  private final VerifierKey ownKey;
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
    this.ownKey = around.ownKey();
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
    agenda.execute(() -> call.ask(remembered(opened), verdict -> begin(opened, told, verdict)));
  }

  /// How many entries lie here, committed or not: none of the committed ones is left out, also when
  /// this node does not know yet which they are.
  private long stored() {
    var opened = store;
    return opened == null ? 0 : opened.tail();
  }

  private RollCall.Remembered remembered(OrderedStore opened) {
    try {
      long size = signed.read().map(SignedMemory.Signed::size).orElse(0L);
      return new RollCall.Remembered(opened.tail(), opened.committed(), size, signed.floor());
    } catch (IOException e) {
      throw new UncheckedIOException("what was signed cannot be read", e);
    }
  }

  private void begin(OrderedStore opened, Listener told, RollCall.Verdict verdict) {
    switch (verdict) {
      case RollCall.Verdict.Whole() -> start(told, () -> ordering.start(opened, told));
      case RollCall.Verdict.Forgetful forgetful -> {
        var _ =
            remember(forgetful)
                .whenComplete((_, failed) -> {
                  if (failed == null) {
                    agenda.execute(() -> beginForgetful(opened, told, forgetful));
                  } else {
                    told.failed(failed);
                  }
                });
      }
    }
  }

  private void beginForgetful(
      OrderedStore opened, Listener told, RollCall.Verdict.Forgetful forgetful) {
    start(
        told, () -> ordering.startForgetful(opened, told, forgetful.term(), forgetful.committed()));
  }

  /// What starts the ordering.
  private interface Start {
    void run() throws IOException;
  }

  private void start(Listener told, Start start) {
    try {
      finality.release();
      start.run();
    } catch (IOException e) {
      told.failed(e);
    }
  }

  /// Durably, before this node takes part: after a restart half-way nothing else might tell that it
  /// has forgotten something.
  private CompletableFuture<Void> remember(RollCall.Verdict.Forgetful forgetful) {
    return cosigning.forgot(forgetful.committed(), ownKey, forgetful.signed());
  }
}
