package org.genogate.gateway.access;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
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
      case Ruling.Refused _ ->
          new Mask(
              Visibility.of(SampleSet.none(dataset.store().header().samples().size()), Map.of()),
              view.consent().version(),
              view.size());
    };
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
      var covered = covered(held.getKey());
      var samples = places.samplesOf(held.getValue());
      if (covered instanceof Covered.Unknown) {
        // Somebody holds back a region that we cannot find in this dataset: nothing of theirs is
        // shown.
        permitted = permitted.minus(samples);
      } else if (covered instanceof Covered.Known(var stretches)) {
        stretches.forEach(stretch -> withheld.merge(stretch, samples, SampleSet::or));
      }
    }
    return Visibility.of(permitted, withheld);
  }

  private sealed interface Covered {
    record Known(List<Region> stretches) implements Covered {}

    record Unknown() implements Covered {}
  }

  private Covered covered(RegionLabel label) {
    var group = regions.get(label.text());
    if (group == null) {
      return new Covered.Unknown();
    }
    var names = new ContigNames(dataset.store().header());
    var stretches = new ArrayList<Region>();
    for (var place : group.places()) {
      switch (names.find(place.contig())) {
        case ContigNames.Found.As(var name) ->
            stretches.add(new Region(name, place.start(), place.end()));
        case ContigNames.Found.Absent _ -> {}
        case ContigNames.Found.Unclear _ -> {
          return new Covered.Unknown();
        }
      }
    }
    return new Covered.Known(stretches);
  }
}
