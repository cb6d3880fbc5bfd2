package org.genogate.gateway.demo;

import java.util.List;
import java.util.Optional;
import org.genogate.ledger.log.Admission;
import org.genogate.ledger.log.Draft;
import org.genogate.ledger.log.EntryRules;
import org.genogate.ledger.log.SealPosition;
import org.genogate.ledger.log.StoredEntry;
import org.genogate.ledger.merkle.Hash;

/// Of a log that is read and never goes on.
final class NoRules implements EntryRules {

  @Override
  public Admission admit(long index, Hash leaf, Draft draft) {
    return new Admission.Refused("this log is only read");
  }

  @Override
  public byte[] seal(SealPosition position) {
    throw new IllegalStateException("this log is only read");
  }

  @Override
  public void abandon() {}

  @Override
  public Optional<Broken> committed(List<StoredEntry> batch) {
    return Optional.empty();
  }
}
