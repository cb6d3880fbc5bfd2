package org.genogate.ledger;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.genogate.ledger.checkpoint.InvalidNoteException;
import org.genogate.ledger.event.Entry;
import org.genogate.ledger.event.Event.BlockSealed;
import org.genogate.ledger.event.MalformedEntryException;
import org.genogate.ledger.log.Agenda;
import org.genogate.ledger.log.LedgerLog;
import org.genogate.ledger.vault.Tombstone;

/// What the ledger tells its replication, and hears from it.
final class Facts implements Replication.Above {

  /// Keys come in groups: payloads are opened anew once for all that come within this.
  private static final Duration MOMENT = Duration.ofMillis(500);

  private final Folds folds;
  private final LedgerLog log;
  private final Payloads payloads;
  private final Agenda applying;
  private final AtomicBoolean due = new AtomicBoolean();

  Facts(Folds folds, LedgerLog log, Payloads payloads, Agenda applying) {
    this.folds = folds;
    this.log = log;
    this.payloads = payloads;
    this.applying = applying;
  }

  @Override
  public Replication.Seal seal(long size) throws IOException {
    try {
      if (!(Entry.decode(log.read(size - 1).entry()).event() instanceof BlockSealed seal)) {
        throw new IllegalArgumentException("no seal lies under a checkpoint of " + size);
      }
      var epoch = folds.publicly(fold -> fold.epochs().get(seal.validatorEpoch()));
      return new Replication.Seal(seal.time(), epoch.policy());
    } catch (MalformedEntryException | InvalidNoteException e) {
      throw new IllegalStateException("what was judged before cannot be read", e);
    }
  }

  @Override
  public boolean ordersErasure(Tombstone tombstone) {
    return folds.erasures().isFinal(tombstone);
  }

  @Override
  public Optional<Replication.Keepers> keepers() {
    return folds.keepers();
  }

  @Override
  public Optional<byte[]> beside(long index) throws IOException {
    return payloads.openForNode(log.read(index));
  }

  /// May be called by any thread.
  @Override
  public void keysCame() {
    if (due.compareAndSet(false, true)) {
      applying.schedule(MOMENT, this::foldAgain);
    }
  }

  private void foldAgain() {
    due.set(false);
    try {
      folds.foldAgain(log);
    } catch (IOException e) {
      throw new UncheckedIOException("payloads cannot be read again", e);
    }
  }
}
