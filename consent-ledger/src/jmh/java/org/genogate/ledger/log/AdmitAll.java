package org.genogate.ledger.log;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import org.genogate.ledger.merkle.Hash;

/// Rules that cost nothing, so that what is measured is the log.
public final class AdmitAll implements EntryRules {

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
