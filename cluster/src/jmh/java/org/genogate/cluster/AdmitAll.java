package org.genogate.cluster;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import org.genogate.ledger.log.Admission;
import org.genogate.ledger.log.Draft;
import org.genogate.ledger.log.EntryRules;
import org.genogate.ledger.log.SealPosition;
import org.genogate.ledger.log.StoredEntry;
import org.genogate.ledger.merkle.Hash;

/// Rules that cost nothing, so that what is measured is the log.
final class AdmitAll implements EntryRules {

  @Override
  public Admission admit(long index, Hash leaf, Draft draft) {
    return new Admission.Admitted();
  }

  @Override
  public byte[] seal(SealPosition position) {
    return ByteBuffer.allocate(Long.BYTES).putLong(position.index()).array();
  }

  @Override
  public void abandon() {}

  @Override
  public Optional<Broken> committed(List<StoredEntry> batch) {
    return Optional.empty();
  }
}
