package org.genogate.ledger;

import java.nio.file.Path;
import java.util.Collection;
import org.genogate.ledger.log.Appender;
import org.genogate.ledger.log.CorruptLogException;
import org.genogate.ledger.log.Finality;
import org.genogate.ledger.log.LedgerLog;
import org.genogate.ledger.log.LogAgendas;
import org.genogate.ledger.log.Ordering;
import org.genogate.ledger.vault.KeyName;
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
  public void repairs(CorruptLogException damage, Path aside) {
    throw new IllegalStateException("nobody else holds this log", damage);
  }

  @Override
  public void attach(LedgerLog opened, Above above) {
    log = opened;
  }

  @Override
  public Appender begin() {
    var opened = log;
    if (opened == null) {
      throw new IllegalStateException("no log is attached");
    }
    return opened.appender();
  }

  @Override
  public void folded(long size) {}

  @Override
  public void share(Collection<KeyName> keys) {}

  @Override
  public void want(KeyName key) {}

  @Override
  public boolean mayRead() {
    return true;
  }

  @Override
  public boolean isAccepting() {
    var opened = log;
    return opened != null && opened.isAccepting();
  }

  @Override
  public void close() {
    agendas.close();
  }
}
