package org.genogate.cluster.ordering;

import io.microraft.RaftEndpoint;
import java.util.Collection;
import java.util.List;
import org.genogate.ledger.event.ValidatorName;

/// A node, as the core sees one.
record Member(ValidatorName name) implements RaftEndpoint {

  static Member of(RaftEndpoint endpoint) {
    return (Member) endpoint;
  }

  static List<RaftEndpoint> all(Collection<ValidatorName> names) {
    return names.stream().<RaftEndpoint>map(Member::new).toList();
  }

  static List<ValidatorName> names(Collection<RaftEndpoint> endpoints) {
    return endpoints.stream().map(endpoint -> of(endpoint).name).toList();
  }

  @Override
  public Object getId() {
    return name.value();
  }

  @Override
  public String toString() {
    return name.value();
  }
}
