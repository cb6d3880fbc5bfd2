package org.genogate.ledger.consent;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.genogate.ledger.duo.DataUse;
import org.genogate.ledger.duo.Purpose;
import org.genogate.ledger.event.ConsentId;
import org.genogate.ledger.event.Event.ConsentDenied;
import org.genogate.ledger.event.Event.ConsentGranted;
import org.genogate.ledger.event.Event.ConsentRevoked;
import org.genogate.ledger.event.PersonTag;

/// What the fold must decide, told as directly as it can be: a list of everything that was
/// recorded, read again from its beginning for every question. Immutable.
record ConsentModel(List<Recorded> log, long sealedSize) {

  static final List<String> DISEASES = List.of("MONDO:0000001", "MONDO:0000002", "DOID:3");

  sealed interface Recorded {
    long index();

    PersonTag person();

    /// @param terms empty if the payload is missing, else one
    record Grant(long index, ConsentGranted event, List<ConsentTerms> terms) implements Recorded {
      @Override
      public PersonTag person() {
        return event.person();
      }
    }

    /// @param terms empty if the payload is missing, else one
    record Denial(long index, ConsentDenied event, List<ConsentTerms> terms) implements Recorded {
      @Override
      public PersonTag person() {
        return event.person();
      }
    }

    record Revocation(long index, ConsentRevoked event) implements Recorded {
      @Override
      public PersonTag person() {
        return event.person();
      }
    }
  }

  static ConsentModel empty() {
    return new ConsentModel(List.of(), 0);
  }

  ConsentModel plus(Recorded recorded) {
    var longer = new ArrayList<>(log);
    longer.add(recorded);
    return new ConsentModel(Collections.unmodifiableList(longer), sealedSize);
  }

  /// Without the terms of this person.
  ConsentModel forgetting(PersonTag person) {
    return new ConsentModel(
        log.stream()
            .map(recorded -> recorded.person().equals(person) ? unreadable(recorded) : recorded)
            .toList(),
        sealedSize);
  }

  private static Recorded unreadable(Recorded recorded) {
    return switch (recorded) {
      case Recorded.Grant(var index, var event, _) -> new Recorded.Grant(index, event, List.of());
      case Recorded.Denial(var index, var event, _) -> new Recorded.Denial(index, event, List.of());
      case Recorded.Revocation revocation -> revocation;
    };
  }

  ConsentModel sealedUpTo(long size) {
    return new ConsentModel(log, Math.max(size, sealedSize));
  }

  /// In order of ordinals.
  List<PersonTag> people() {
    return List.copyOf(
        log.stream().map(Recorded::person).collect(Collectors.toCollection(LinkedHashSet::new)));
  }

  Set<PersonTag> allowed(Inquiry inquiry, Instant at) {
    return people().stream()
        .filter(person -> allows(person, inquiry, at))
        .collect(Collectors.toSet());
  }

  Map<RegionLabel, Set<PersonTag>> withheld(Set<PersonTag> allowed, Inquiry inquiry, Instant at) {
    var withheld = new TreeMap<RegionLabel, Set<PersonTag>>();
    for (var person : allowed) {
      grants(person, inquiry, at)
          .flatMap(grant -> grant.terms().getFirst().withheld().stream())
          .forEach(label -> withheld.computeIfAbsent(label, _ -> new HashSet<>()).add(person));
    }
    return withheld;
  }

  boolean allows(PersonTag person, Inquiry inquiry, Instant at) {
    return grants(person, inquiry, at).findAny().isPresent() && !denies(person, inquiry);
  }

  /// The grants of this person that are in force and match.
  Stream<Recorded.Grant> grants(PersonTag person, Inquiry inquiry, Instant at) {
    return log.stream()
        .flatMap(r -> r instanceof Recorded.Grant grant ? Stream.of(grant) : Stream.empty())
        .filter(grant -> grant.person().equals(person))
        .filter(grant -> grant.index() < sealedSize)
        .filter(grant -> !revoked(grant))
        .filter(grant ->
            grant.terms().stream()
                .anyMatch(terms ->
                    !at.isBefore(terms.from())
                        && at.isBefore(terms.until())
                        && concerns(terms, inquiry)
                        && reach(terms.uses()).containsAll(reach(inquiry.purpose()))));
  }

  private boolean denies(PersonTag person, Inquiry inquiry) {
    for (var recorded : log) {
      if (recorded instanceof Recorded.Denial denial
          && denial.person().equals(person)
          && !lifted(denial)
          && (denial.terms().isEmpty() || touches(denial.terms().getFirst(), inquiry))) {
        return true;
      }
    }
    return false;
  }

  private static boolean touches(ConsentTerms terms, Inquiry inquiry) {
    return concerns(terms, inquiry)
        && !Collections.disjoint(reach(terms.uses()), reach(inquiry.purpose()));
  }

  private boolean revoked(Recorded.Grant grant) {
    return revocationsAfter(grant)
        .anyMatch(revocation ->
            switch (revocation.event().scope()) {
              case ConsentRevoked.Scope.EveryGrant _ -> true;
              case ConsentRevoked.Scope.One(ConsentId id) -> id.equals(grant.event().consent());
            });
  }

  /// Lifting a denial opens data, so it waits for the seal.
  private boolean lifted(Recorded.Denial denial) {
    var one = new ConsentRevoked.Scope.One(denial.event().consent());
    return revocationsAfter(denial)
        .filter(revocation -> revocation.event().scope().equals(one))
        .anyMatch(revocation -> revocation.index() < sealedSize);
  }

  private Stream<Recorded.Revocation> revocationsAfter(Recorded earlier) {
    return log.stream()
        .flatMap(r -> r instanceof Recorded.Revocation later ? Stream.of(later) : Stream.empty())
        .filter(later -> later.person().equals(earlier.person()))
        .filter(later -> later.index() > earlier.index());
  }

  private static boolean concerns(ConsentTerms terms, Inquiry inquiry) {
    boolean dataset = terms.datasets().isEmpty() || terms.datasets().contains(inquiry.dataset());
    return dataset
        && switch (terms.grantee()) {
          case Grantee.Anyone() -> true;
          case Grantee.Organisation(String id) -> inquiry.who().organisation().equals(id);
          case Grantee.Requester(String id) -> inquiry.who().requester().equals(id);
        };
  }

  /// Every single thing that may be done: a use permits a purpose that reaches no further.
  private static Set<String> reach(Set<DataUse> uses) {
    return uses.stream()
        .flatMap(use -> reach(use.code(), use.disease()).stream())
        .collect(Collectors.toSet());
  }

  private static Set<String> reach(Purpose purpose) {
    return reach(purpose.code(), purpose.disease());
  }

  private static Set<String> reach(String code, String disease) {
    return switch (code) {
      case "GRU" -> union(Set.of("ancestry"), reach("HMB", ""));
      case "HMB" -> union(Set.of("health"), Set.copyOf(DISEASES));
      case "DS" -> Set.of(disease);
      case "CARE" -> Set.of("care");
      default -> throw new AssertionError(code);
    };
  }

  private static Set<String> union(Set<String> some, Set<String> others) {
    return Stream.concat(some.stream(), others.stream()).collect(Collectors.toSet());
  }
}
