package org.genogate.gateway.cluster;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.genogate.cluster.finality.FinalityListener;
import org.genogate.ledger.Ledger;
import org.genogate.ledger.Recorded;
import org.genogate.ledger.checkpoint.Checkpoint;
import org.genogate.ledger.checkpoint.InvalidNoteException;
import org.genogate.ledger.checkpoint.SignedNote;
import org.genogate.ledger.event.SealRefusalCode;
import org.genogate.ledger.event.ValidatorName;
import org.genogate.ledger.key.SigningKey;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Tells the log of this process what should never happen in a cluster, and the ledger, for
/// everybody to see.
final class ClusterAlarms implements FinalityListener {

  private static final Logger LOGGER = LoggerFactory.getLogger(ClusterAlarms.class);

  private final ValidatorName self;
  private final SigningKey node;
  private volatile @Nullable Ledger ledger;

  /// @param node signs this node's refusals
  ClusterAlarms(ValidatorName self, SigningKey node) {
    this.self = self;
    this.node = node;
  }

  /// From now on the ledger is told too.
  void tell(Ledger opened) {
    ledger = opened;
  }

  /// What the ledger is told.
  private interface Statement {
    CompletableFuture<Recorded> putOn(Ledger ledger) throws IOException, InvalidNoteException;
  }

  /// Reads files and waits for the leader: not for the thread that raised the alarm.
  private void state(Statement statement) {
    var opened = ledger;
    if (opened != null) {
      var _ = Thread.ofVirtual().start(() -> state(statement, opened));
    }
  }

  private static void state(Statement statement, Ledger ledger) {
    try {
      var _ = statement.putOn(ledger).join();
    } catch (IOException | InvalidNoteException | CompletionException e) {
      LOGGER.atError().setCause(e).log("an alarm could not be put on the ledger");
    }
  }

  @Override
  public void refused(long index, String reason) {
    LOGGER
        .atError()
        .addKeyValue("index", index)
        .addKeyValue("reason", reason)
        .log("this node vouches for the ledger no longer, and answers nothing");
    state(opened -> opened.refuseSeal(self, node, index, SealRefusalCode.BROKEN_RULE));
  }

  @Override
  public void equivocated(ValidatorName from, SignedNote ours, SignedNote theirs) {
    LOGGER
        .atError()
        .addKeyValue("from", from)
        .addKeyValue("ours", ours.text())
        .addKeyValue("theirs", theirs.text())
        .log("the log's key signed two ledgers that cannot both be");
    state(opened -> opened.proveEquivocation(ours, theirs));
  }

  @Override
  public void rolledBack(ValidatorName validator, SignedNote more, SignedNote less) {
    LOGGER
        .atError()
        .addKeyValue("validator", validator)
        .addKeyValue("more", more.text())
        .addKeyValue("less", less.text())
        .log("a validator took back what it had signed");
  }

  @Override
  public void untimely(Checkpoint checkpoint, Duration ahead) {
    LOGGER
        .atWarn()
        .addKeyValue("size", checkpoint.size())
        .addKeyValue("aheadMillis", ahead.toMillis())
        .log("a seal's time is far from this node's clock: it is not cosigned");
  }
}
