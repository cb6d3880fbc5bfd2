package org.genogate.ledger.consent;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.genogate.ledger.event.PersonTag;

/// Who allows what, at one consent version. Immutable; any thread may ask.
///
/// From the instant of the fold's latest advance until [#nextChange()] a decision combines one set
/// of people for each profile. At any other instant it walks all people, with the same answer in
/// more time (both in `ConsentDecisionBenchmark`).
public final class ConsentView {

  private final long version;
  private final Instant asOf;
  private final Instant nextChange;
  private final long sealedSize;
  private final PersistentList<Person> people;
  private final PersistentList<Sharing> sharings;

  /// Shared with the fold and all its views. It only grows, so those of this view are the ones with
  /// an ordinal below its number of people.
  private final Map<PersonTag, Integer> ordinals;

  /// @param nextChange [Instant#MAX] for none
  ConsentView(
      long version,
      Instant asOf,
      Instant nextChange,
      long sealedSize,
      PersistentList<Person> people,
      PersistentList<Sharing> sharings,
      Map<PersonTag, Integer> ordinals) {
    this.version = version;
    this.asOf = asOf;
    this.nextChange = nextChange;
    this.sealedSize = sealedSize;
    this.people = people;
    this.sharings = sharings;
    this.ordinals = ordinals;
  }

  /// Rises with every grant that starts to act, denial, revocation and expiry.
  public long version() {
    return version;
  }

  /// The instant of the fold's latest advance.
  public Instant asOf() {
    return asOf;
  }

  /// The log size that was sealed: grants below it act.
  public long sealedSize() {
    return sealedSize;
  }

  /// When the next grant starts or expires by itself, as far as is known now.
  public Optional<Instant> nextChange() {
    return nextChange.equals(Instant.MAX) ? Optional.empty() : Optional.of(nextChange);
  }

  /// Who of `within` allows this.
  ///
  /// @return never an allowed cohort of nobody
  public Decision decide(Inquiry inquiry, Instant at, PeopleSet within) {
    var cohort = new CohortDecision(version, inquiry);
    if (isCurrent(at)) {
      cohort.addProfiles(sharings);
      return cohort.among(within);
    }
    var matching = new Matching(inquiry, sharings);
    within.forEach(ordinal -> {
      if (ordinal < people.size()) {
        cohort.addPerson(ordinal, people.get(ordinal), matching, sealedSize, at);
      }
    });
    return cohort.among(within);
  }

  /// Whether this one person allows this.
  public Decision decideFor(PersonTag person, Inquiry inquiry, Instant at) {
    var cohort = new CohortDecision(version, inquiry);
    var ordinal = ordinal(person);
    if (ordinal.isEmpty()) {
      return cohort.among(PeopleSet.none());
    }
    int known = ordinal.get();
    var matching = new Matching(inquiry, sharings);
    cohort.addPerson(known, people.get(known), matching, sealedSize, at);
    return cohort.among(PeopleSet.of(known));
  }

  /// The grants that allow this person's data to be read so, oldest first; empty if it is refused.
  public List<StandingConsent> grounds(PersonTag person, Inquiry inquiry, Instant at) {
    var matching = new Matching(inquiry, sharings);
    return held(person).stream().anyMatch(held -> matching.refuses(held, sealedSize))
        ? List.of()
        : held(person).stream()
            .filter(held -> matching.allows(held, sealedSize, at))
            .map(held -> held.at(sealedSize, at))
            .toList();
  }

  /// All grants and denials of this person and what they do at `at`, in log order.
  public List<StandingConsent> of(PersonTag person, Instant at) {
    return held(person).stream().map(held -> held.at(sealedSize, at)).toList();
  }

  /// How many people this view knows: those with a consent event, ordinals from 0.
  public int size() {
    return people.size();
  }

  public Optional<Integer> ordinal(PersonTag person) {
    return Optional.ofNullable(ordinals.get(person)).filter(ordinal -> ordinal < people.size());
  }

  /// @throws IndexOutOfBoundsException if no person of this view has that ordinal
  public PersonTag person(int ordinal) {
    return people.get(ordinal).tag();
  }

  /// Those of `tags` that this view knows.
  public PeopleSet people(Collection<PersonTag> tags) {
    return PeopleSet.of(
        tags.stream().flatMap(tag -> ordinal(tag).stream()).mapToInt(Integer::intValue));
  }

  /// All that this view knows.
  public PeopleSet everyone() {
    return PeopleSet.first(people.size());
  }

  private boolean isCurrent(Instant at) {
    return !at.isBefore(asOf) && at.isBefore(nextChange);
  }

  private List<Held> held(PersonTag person) {
    return ordinal(person).map(ordinal -> people.get(ordinal).held()).orElse(List.of());
  }
}
