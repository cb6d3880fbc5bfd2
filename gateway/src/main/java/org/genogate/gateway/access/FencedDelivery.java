package org.genogate.gateway.access;

import java.io.IOException;
import org.genogate.ledger.receipt.BodyRoot;
import org.genogate.ledger.receipt.Outcome;

/// Hands a report over while consent is as it was when the report was made, and puts on the ledger
/// how that went.
///
/// A report cannot shrink as a stream of rows does: if the patient permits less than before, the
/// rest of it stays here.
record FencedDelivery(RecordedAccess access, ConsentFence fence) implements ReportDesk.Delivery {

  @Override
  public boolean handOver(Hand hand) throws IOException {
    boolean permitted =
        fence.handOver(() -> {
          access.requireFresh();
          if (!access.isUnchanged()) {
            return false;
          }
          hand.run();
          return true;
        });
    if (!permitted) {
      close(Outcome.REVOKED_MIDSTREAM, new byte[0], 0);
    }
    return permitted;
  }

  @Override
  public void complete(byte[] body, long records) {
    close(Outcome.COMPLETE, body, records);
  }

  @Override
  public void aborted(long bytes) {
    close(Outcome.CLIENT_ABORT, new byte[0], 0);
  }

  @Override
  public void failed() {
    access.fail();
  }

  private void close(Outcome outcome, byte[] body, long records) {
    var root = new BodyRoot();
    root.add(body);
    access.close(outcome, root, records, access.mask().ledgerSize());
  }
}
