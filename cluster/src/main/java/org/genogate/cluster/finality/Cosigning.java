package org.genogate.cluster.finality;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.genogate.cluster.link.Link;
import org.genogate.ledger.checkpoint.Checkpoint;
import org.genogate.ledger.checkpoint.SignedNote;
import org.genogate.ledger.checkpoint.VerifierKey;
import org.genogate.ledger.log.Agenda;
import org.genogate.ledger.log.Finality;

/// API first; see below.
public final class Cosigning implements Finality {

  /// How this node signs.
  public record Signer(VerifierKey log, List<Cosigner> cosigners, SignedMemory memory) {}

  public record Node(Link link, Agenda agenda, Clock wall) {}

  public Cosigning(Node node, Signer signer, SealClaims claims, FinalityListener listener)
      throws IOException {}

  /// Begins, once.
  public void start() {}

  @Override
  public void sealed(Checkpoint checkpoint, SignedNote note, Consumer<SignedNote> publish) {}

  /// Stops cosigning until the next start: the entry at `index` breaks a rule.
  public void refuse(long index, String reason) {}

  /// The newest final checkpoint with every line that came, also after it was published.
  public Optional<SignedNote> newestFinal() {
    return Optional.empty();
  }

  public FinalityStatus status() {
    return new FinalityStatus(0, 0, Duration.ZERO, false, 0, new TreeMap<>());
  }
}
