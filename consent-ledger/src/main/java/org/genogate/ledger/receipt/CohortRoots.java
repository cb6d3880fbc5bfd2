package org.genogate.ledger.receipt;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.genogate.ledger.consent.Cohort;
import org.genogate.ledger.consent.ConsentView;
import org.genogate.ledger.event.PersonTag;
import org.genogate.ledger.merkle.Hash;

/// The root of each cohort, computed once. For any number of threads.
public final class CohortRoots {

  private final byte[] cohortKey;
  private final Map<Hash, Hash> roots = new ConcurrentHashMap<>();

  public CohortRoots(byte[] cohortKey) {
    this.cohortKey = cohortKey.clone();
  }

  /// @param view any view that knows the cohort's people
  public Hash root(Cohort cohort, ConsentView view) {
    return roots.computeIfAbsent(cohort.key(), _ -> tree(people(cohort, view)).hash());
  }

  /// The root of a cohort of one, who need not have any consent.
  public Hash root(PersonTag person) {
    return tree(List.of(person)).hash();
  }

  /// Computes the tree anew: receipts are rare, and a tree kept would take 6 MB at 100,000 people.
  ///
  /// @throws IllegalArgumentException if `person` is not of the cohort
  public CohortMembership membership(Cohort cohort, ConsentView view, PersonTag person) {
    return tree(people(cohort, view)).membership(person);
  }

  /// The only member of a cohort of one.
  public CohortMembership membership(PersonTag person) {
    return tree(List.of(person)).membership(person);
  }

  private CohortRoot tree(List<PersonTag> people) {
    return CohortRoot.of(people, cohortKey);
  }

  private static List<PersonTag> people(Cohort cohort, ConsentView view) {
    var people = new ArrayList<PersonTag>();
    cohort.people().forEach(ordinal -> people.add(view.person(ordinal)));
    return people;
  }
}
