package org.genogate.gateway.access;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.genogate.gateway.config.RegionGroup;
import org.genogate.gateway.custody.HeldDataset;
import org.genogate.genomics.mask.SampleSet;
import org.genogate.genomics.mask.Visibility;
import org.genogate.genomics.region.Region;
import org.genogate.ledger.LedgerView;
import org.genogate.ledger.consent.Cohort;
import org.genogate.ledger.consent.ConsentView;
import org.genogate.ledger.consent.Decision;
import org.genogate.ledger.consent.Inquiry;
import org.genogate.ledger.consent.PeopleSet;
import org.genogate.ledger.consent.Reason;
import org.genogate.ledger.consent.RegionLabel;
import org.genogate.ledger.consent.StandingConsent;
import org.genogate.ledger.event.PersonTag;

/// What consent permits one inquiry to see of one dataset. Here people become samples, and labels
/// become regions.
final class Permission {

  private final Inquiry inquiry;
  private final HeldDataset dataset;
  private final SamplePeople people;
  private final Scope scope;
  private final Map<String, RegionGroup> regions;

  /// @param regions what each label of a withheld region covers
  Permission(
      Inquiry inquiry,
      HeldDataset dataset,
      SamplePeople people,
      Scope scope,
      Map<String, RegionGroup> regions) {
    this.inquiry = inquiry;
    this.dataset = dataset;
    this.people = people;
    this.scope = scope;
    this.regions = regions;
  }

  /// Whom an inquiry is about.
  sealed interface Scope {
    /// All whose samples the dataset holds.
    record Everyone() implements Scope {}

    record One(PersonTag person) implements Scope {}
  }

  /// What the ledger decides.
  sealed interface Ruling {
    record Allowed(Cohort cohort, Mask mask) implements Ruling {}

    record Refused(Reason reason) implements Ruling {}
  }

  Ruling at(LedgerView view, Instant instant) {
    var places = people.at(view.consent());
    return switch (view.consent().decide(inquiry, instant, within(view.consent(), places))) {
      case Decision.Allowed(var cohort) ->
          new Ruling.Allowed(
              cohort, new Mask(visibility(cohort, places), view.consent().version(), view.size()));
      case Decision.Refused(var reason) -> new Ruling.Refused(reason);
    };
  }

  /// The mask of now for an answer under way: empty if nothing is allowed any more.
  Mask maskAt(LedgerView view, Instant instant) {
    return switch (at(view, instant)) {
      case Ruling.Allowed(_, var mask) -> mask;
      case Ruling.Refused _ -> nothingAt(view);
    };
  }

  /// A mask that hides everything.
  Mask nothingAt(LedgerView view) {
    return new Mask(
        Visibility.of(SampleSet.none(dataset.store().header().samples().size()), Map.of()),
        view.consent().version(),
        view.size());
  }

  /// The grants of one person that allow it, oldest first.
  List<StandingConsent> grounds(LedgerView view, PersonTag person, Instant instant) {
    return view.consent().grounds(person, inquiry, instant);
  }

  private PeopleSet within(ConsentView view, SamplePeople.Places places) {
    return switch (scope) {
      case Scope.Everyone _ -> places.everyone();
      case Scope.One(var person) -> view.people(Set.of(person)).and(places.everyone());
    };
  }

  private Visibility visibility(Cohort cohort, SamplePeople.Places places) {
    var permitted = places.samplesOf(cohort.people());
    var withheld = new HashMap<Region, SampleSet>();
    for (var held : cohort.withheld().entrySet()) {
      var samples = places.samplesOf(held.getValue());
      var stretches = stretches(held.getKey());
      if (stretches.isEmpty()) {
        // Somebody holds back a region that we cannot find in this dataset: nothing of theirs is
        // shown.
        permitted = permitted.minus(samples);
      } else {
        stretches.get().forEach(place -> withheld.merge(place, samples, SampleSet::or));
      }
    }
    return Visibility.of(permitted, withheld);
  }

  /// What a label covers; empty if that is not certain.
  private Optional<List<Region>> stretches(RegionLabel label) {
    var names = new ContigNames(dataset.store().header());
    return Optional.ofNullable(regions.get(label.text()))
        .map(RegionGroup::places)
        .filter(places -> places.stream().map(Region::contig).allMatch(names::areClearAbout));
  }
}
