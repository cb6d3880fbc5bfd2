package org.genogate.gateway.cluster;

import java.time.Duration;
import org.genogate.cluster.finality.FinalityListener;
import org.genogate.ledger.checkpoint.Checkpoint;
import org.genogate.ledger.checkpoint.SignedNote;
import org.genogate.ledger.event.ValidatorName;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Tells the log of this process what should never happen in a cluster.
final class ClusterAlarms implements FinalityListener {

  private static final Logger LOGGER = LoggerFactory.getLogger(ClusterAlarms.class);

  @Override
  public void refused(long index, String reason) {
    LOGGER
        .atError()
        .addKeyValue("index", index)
        .addKeyValue("reason", reason)
        .log("this node vouches for the ledger no longer, and answers nothing");
  }

  @Override
  public void equivocated(ValidatorName from, SignedNote ours, SignedNote theirs) {
    LOGGER
        .atError()
        .addKeyValue("from", from)
        .addKeyValue("ours", ours.text())
        .addKeyValue("theirs", theirs.text())
        .log("the log's key signed two ledgers that cannot both be");
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
