package org.genogate.cluster;

import java.util.Collection;
import java.util.function.Predicate;
import org.genogate.ledger.vault.KeyName;
import org.genogate.ledger.vault.Tombstone;

/// For ledgers in which nothing is sealed.
public final class NoKeys implements KeyCourier {
  @Override
  public void start(Runnable keysCame, Predicate<Tombstone> ordered) {}

  @Override
  public void share(Collection<KeyName> keys) {}

  @Override
  public void want(KeyName key) {}

  @Override
  public void close() {}
}
