package org.genogate.cluster.finality;

import java.io.IOException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import org.genogate.ledger.checkpoint.Checkpoint;
import org.genogate.ledger.checkpoint.SignedNote;
import org.jspecify.annotations.Nullable;

/// Cosigns checkpoints that only ever grow, and never two of one size. For one agenda.
final class RisingSigner {

  private final List<Cosigner> cosigners;
  private final SignedMemory memory;
  private final SealClaims claims;
  private SignedMemory.@Nullable Signed last;
  private long floor;

  /// Why a checkpoint is not cosigned now nor later, by this node.
  static final class ContradictionException extends Exception {
    private static final long serialVersionUID = 1L;

    private final String reason;

    ContradictionException(String reason) {
      super(reason);
      this.reason = reason;
    }

    String reason() {
      return reason;
    }
  }

  RisingSigner(List<Cosigner> cosigners, SignedMemory memory, SealClaims claims)
      throws IOException {
    this.cosigners = List.copyOf(cosigners);
    this.memory = memory;
    this.claims = claims;
    this.last = memory.read().orElse(null);
    this.floor = memory.floor();
  }

  /// @param note over `checkpoint`, with the log's line
  /// @return `note` with the lines of this node; empty if it cosigned a larger one already
  /// @throws ContradictionException if the log does not grow from what this node cosigned
  /// @throws IOException if it cannot be remembered; no other call may follow
  Optional<SignedNote> sign(Checkpoint checkpoint, SignedNote note, Instant now)
      throws IOException, ContradictionException {
    var before = last;
    if (checkpoint.size() <= floor || (before != null && checkpoint.size() < before.size())) {
      return Optional.empty();
    }
    if (before != null) {
      checkGrowth(before, checkpoint);
    }
    // A cosignature says "as of this time, nothing larger": its time must not go back with a clock.
    var time = now.truncatedTo(ChronoUnit.SECONDS);
    if (before != null && before.time().isAfter(time)) {
      time = before.time();
    }
    var signed = new SignedMemory.Signed(checkpoint.size(), checkpoint.root(), time);
    memory.keep(signed);
    last = signed;
    var cosigned = note;
    for (Cosigner cosigner : cosigners) {
      cosigned = cosigner.cosign(cosigned, time);
    }
    return Optional.of(cosigned);
  }

  /// Signs nothing of at most this size, now or after a restart: this node may have signed that, or
  /// more, and forgotten it.
  void abstainUpTo(long size) throws IOException {
    if (size > floor) {
      memory.keepFloor(size);
      floor = size;
    }
  }

  /// Takes up what this node has cosigned and forgotten.
  ///
  /// @param time on that cosignature: it may be ahead of the clock, and must not fall either
  void remember(Checkpoint checkpoint, Instant time) throws IOException {
    var forgotten = new SignedMemory.Signed(checkpoint.size(), checkpoint.root(), time);
    var before = last == null ? forgotten : last;
    var larger = forgotten.size() > before.size() ? forgotten : before;
    var later = forgotten.time().isAfter(before.time()) ? forgotten : before;
    var now = new SignedMemory.Signed(larger.size(), larger.root(), later.time());
    if (!now.equals(last)) {
      memory.keep(now);
      last = now;
    }
  }

  private void checkGrowth(SignedMemory.Signed before, Checkpoint checkpoint)
      throws IOException, ContradictionException {
    if (checkpoint.size() == before.size()) {
      if (!checkpoint.root().equals(before.root())) {
        throw new ContradictionException("another root was cosigned at this size");
      }
      return;
    }
    var root = claims.rootAt(before.size());
    if (root.isEmpty() || !root.get().equals(before.root())) {
      throw new ContradictionException("the log does not grow from what was cosigned");
    }
  }
}
