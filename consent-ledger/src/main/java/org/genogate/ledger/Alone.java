package org.genogate.ledger;

import org.genogate.ledger.log.Appender;
import org.genogate.ledger.log.Finality;
import org.genogate.ledger.log.LedgerLog;
import org.genogate.ledger.log.LogAgendas;
import org.genogate.ledger.log.Ordering;
import org.jspecify.annotations.Nullable;

/// A ledger that this node keeps alone: what it knows is all there is to know.
public final class Alone implements Replication {

  private final Ordering ordering;
  private final LogAgendas agendas;
  private volatile @Nullable LedgerLog log;

  public Alone(Ordering ordering, LogAgendas agendas) {
    this.ordering = ordering;
    this.agendas = agendas;
  }

  @Override
  public Say say() {
    return Say.ALONE;
  }

  @Override
  public Ordering ordering() {
    return ordering;
  }

  @Override
  public Finality finality() {
    return Finality.ofOwnSignature();
  }

  @Override
  public LogAgendas agendas() {
    return agendas;
  }

  @Override
  public Appender begin(LedgerLog begun) {
    log = begun;
    return begun.appender();
  }

  @Override
  public void folded(long size) {}

  @Override
  public boolean mayRead() {
    return true;
  }

  @Override
  public boolean isAccepting() {
    var begun = log;
    return begun != null && begun.isAccepting();
  }

  @Override
  public void close() {
    agendas.close();
  }
}
