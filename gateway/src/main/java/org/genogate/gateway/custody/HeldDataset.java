package org.genogate.gateway.custody;

import java.util.List;
import java.util.Optional;
import org.genogate.genomics.cohort.CohortStore;
import org.genogate.ledger.event.DatasetTag;
import org.genogate.ledger.event.PersonTag;

/// One published version of a dataset, open for reading, and who its samples are.
///
/// @param name as requesters call it
/// @param people for each sample of the store, in its order, the person whose it is; empty for
///   nobody's
public record HeldDataset(
    DatasetTag tag, int version, String name, CohortStore store, List<Optional<PersonTag>> people) {

  public HeldDataset {
    people = List.copyOf(people);
  }

  /// One version of one dataset.
  public record Id(DatasetTag tag, int version) {}

  public Id id() {
    return new Id(tag, version);
  }

  public boolean hasContig(String name) {
    return store.header().contigs().stream().anyMatch(contig -> contig.name().equals(name));
  }
}
