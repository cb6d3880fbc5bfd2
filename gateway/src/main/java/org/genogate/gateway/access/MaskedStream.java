package org.genogate.gateway.access;

import java.io.IOException;
import java.util.Optional;
import org.genogate.gateway.http.BodyCutException;
import org.genogate.gateway.http.StreamedBody;
import org.genogate.gateway.http.Work;
import org.genogate.genomics.query.EncodedBatch;
import org.genogate.genomics.query.VariantStream;
import org.genogate.ledger.receipt.BodyRoot;
import org.genogate.ledger.receipt.Outcome;

/// The answer to one recorded access: batches under a mask that only shrinks.
///
/// One virtual thread sends it. Each batch is compared with the consent version and handed to the
/// socket inside one section of the [ConsentFence]; the wait for a slow reader comes after, outside
/// it.
public final class MaskedStream implements AutoCloseable {

  private final RecordedAccess access;
  private final VariantStream variants;
  private final Work work;
  private final ConsentFence fence;
  private final BodyRoot root = new BodyRoot();
  private Mask mask;
  private boolean shrunk;
  private long rows;

  MaskedStream(RecordedAccess access, VariantStream variants, Work work, ConsentFence fence) {
    this.access = access;
    this.variants = variants;
    this.work = work;
    this.fence = fence;
    this.mask = access.mask();
  }

  public String accessId() {
    return access.id().toString();
  }

  /// Entries on the ledger when permission was decided.
  public long ledgerSize() {
    return access.mask().ledgerSize();
  }

  /// Sends all of it, and puts on the ledger how that went. Whatever stops it midway leaves a body
  /// that no reader takes for whole.
  ///
  /// @throws BodyCutException if the client left, was too slow, or the gateway stops
  /// @throws IOException if the store cannot be read, or the ledger here may be behind
  public void sendTo(StreamedBody body) throws IOException {
    var outcome = Outcome.ERROR;
    try {
      sendBatches(body);
      outcome = shrunk ? Outcome.REVOKED_MIDSTREAM : Outcome.COMPLETE;
    } catch (BodyCutException e) {
      outcome = Outcome.CLIENT_ABORT;
      throw e;
    } finally {
      if (outcome == Outcome.ERROR || outcome == Outcome.CLIENT_ABORT) {
        body.abort(VariantStream.abortMark());
      }
      access.close(outcome, root, rows, mask.ledgerSize());
    }
  }

  private void sendBatches(StreamedBody body) throws IOException {
    send(body, variants.head());
    for (var batch = encode(); batch.isPresent(); batch = encode()) {
      var handedOver = handOver(body, batch.get());
      if (handedOver) {
        rows += batch.get().rows();
        variants.advance();
        body.awaitTaken();
      }
    }
    send(body, variants.tail());
    body.end();
  }

  private Optional<EncodedBatch> encode() throws IOException {
    return work.compute(() -> variants.encode(mask.visibility(), mask.ledgerSize()));
  }

  /// Invariant I3. Hands `batch` over if consent is still as it was when the batch was made, and
  /// the release on which it rests has not ended; otherwise shrinks the mask, and the same rows are
  /// encoded anew.
  private boolean handOver(StreamedBody body, EncodedBatch batch) throws IOException {
    boolean current =
        fence.handOver(() -> {
          access.requireFresh();
          if (!access.isCurrent(mask)) {
            return false;
          }
          body.hand(batch.bytes());
          return true;
        });
    if (current) {
      root.add(batch.bytes());
      return true;
    }
    var smaller = mask.shrunkTo(access.maskNow());
    shrunk = shrunk || !smaller.showsAllOf(mask);
    mask = smaller;
    return false;
  }

  private void send(StreamedBody body, byte[] bytes) throws BodyCutException {
    body.write(bytes);
    root.add(bytes);
  }

  @Override
  public void close() throws IOException {
    variants.close();
    access.ensureClosed(root, rows, mask.ledgerSize());
  }
}
