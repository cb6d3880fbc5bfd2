package org.genogate.cluster;

import java.util.Collection;
import org.genogate.ledger.vault.KeyName;

/// For ledgers in which nothing is sealed.
public final class NoKeys implements KeyCourier {
  @Override
  public void start(Runnable keysCame) {}

  @Override
  public void share(Collection<KeyName> keys) {}

  @Override
  public void want(KeyName key) {}

  @Override
  public void close() {}
}
