package org.genogate.gateway.access;

import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.random.RandomGenerator;
import org.genogate.gateway.access.Permission.Ruling;
import org.genogate.gateway.access.Permission.Scope;
import org.genogate.gateway.config.RegionGroup;
import org.genogate.gateway.custody.HeldDataset;
import org.genogate.ledger.Ledger;
import org.genogate.ledger.Opening;
import org.genogate.ledger.Who;
import org.genogate.ledger.consent.Inquiry;
import org.genogate.ledger.consent.Reason;
import org.genogate.ledger.event.AccessId;
import org.genogate.ledger.event.Basis;
import org.genogate.ledger.event.ByRelease;
import org.genogate.ledger.event.CoarsePurpose;
import org.genogate.ledger.release.ReleaseTerms;

/// Asks the ledger, and puts what it said on the ledger before anything else happens.
final class Recorder {

  private final Ledger ledger;
  private final LiveAccesses live;
  private final Refusals refusals;
  private final Map<String, RegionGroup> regions;
  private final Clock clock;
  private final RandomGenerator random;
  private final Map<HeldDataset.Id, SamplePeople> people = new ConcurrentHashMap<>();

  /// @param regions what each label of a withheld region covers
  Recorder(
      Ledger ledger,
      LiveAccesses live,
      Refusals refusals,
      Map<String, RegionGroup> regions,
      Clock clock,
      RandomGenerator random) {
    this.ledger = ledger;
    this.live = live;
    this.refusals = refusals;
    this.regions = regions;
    this.clock = clock;
    this.random = random;
  }

  /// What came of a request.
  sealed interface Begun {
    record Recorded(RecordedAccess access) implements Begun {}

    record Refused(Reason reason) implements Begun {}
  }

  /// Decides, and waits until the access or its refusal is recorded.
  ///
  /// @throws LedgerUnavailableException if it could not be, or if this node may not have heard of a
  ///   revocation; then nothing may be answered
  Begun begin(Inquiry inquiry, HeldDataset dataset, Scope scope, CoarsePurpose purpose, Who who)
      throws LedgerUnavailableException {
    var samples = people.computeIfAbsent(dataset.id(), _ -> new SamplePeople(dataset.people()));
    var permission = new Permission(inquiry, dataset, samples, scope, regions);
    Freshness.require(ledger);
    var view = ledger.view();
    var at = clock.instant();
    var rest = rest(inquiry, dataset, purpose, who, at);
    if (rest.isEmpty()) {
      return refused(who, scope, Reason.NOT_RELEASED);
    }
    return switch (permission.at(view, at)) {
      case Ruling.Refused(var reason) -> refused(who, scope, reason);
      case Ruling.Allowed(var cohort, var mask) -> {
        var opening =
            new Opening(
                AccessId.random(random),
                Basis.CONSENT,
                dataset.tag(),
                dataset.version(),
                purpose,
                view,
                at,
                cohort,
                rest.get().release(),
                who);
        yield new Begun.Recorded(
            RecordedAccess.commit(
                opening, permission, mask, rest.get().until(), ledger, live, clock));
      }
    };
  }

  private Begun refused(Who who, Scope scope, Reason reason) throws LedgerUnavailableException {
    refusals.record(who, scope, reason.code());
    return new Begun.Refused(reason);
  }

  /// On what an access rests beside consent.
  private record Rest(ByRelease release, Instant until) {}

  /// Only research ever waits for a release.
  ///
  /// @return empty if it needs a release that there is not
  private Optional<Rest> rest(
      Inquiry inquiry, HeldDataset dataset, CoarsePurpose purpose, Who who, Instant at) {
    var releases = ledger.releases();
    if (purpose != CoarsePurpose.RESEARCH || !releases.areWanted()) {
      return Optional.of(new Rest(new ByRelease.None(), Instant.MAX));
    }
    var question =
        new ReleaseTerms.Question(
            who.requester(), who.organisation(), who.project(), dataset.name(), inquiry.purpose());
    return releases
        .covering(question, dataset.tag(), at)
        .map(standing ->
            new Rest(new ByRelease.Named(standing.release().id()), standing.terms().until()));
  }
}
