package org.genogate.gateway.access;

import java.time.Clock;
import java.util.Map;
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
import org.genogate.ledger.event.AccessId;
import org.genogate.ledger.event.Basis;
import org.genogate.ledger.event.CoarsePurpose;

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

    record Refused() implements Begun {}
  }

  /// Decides, and waits until the access or its refusal is recorded.
  ///
  /// @throws LedgerUnavailableException if it could not be, or if this node may not have heard of a
  ///   revocation; then nothing may be answered
  Begun begin(Inquiry inquiry, HeldDataset dataset, Scope scope, CoarsePurpose purpose, Who who)
      throws LedgerUnavailableException {
    var samples = people.computeIfAbsent(dataset.id(), _ -> new SamplePeople(dataset.people()));
    var permission = new Permission(inquiry, dataset, samples, scope, regions);
    requireFresh();
    var view = ledger.view();
    var at = clock.instant();
    return switch (permission.at(view, at)) {
      case Ruling.Refused(var reason) -> {
        refusals.record(who, scope, reason.code());
        yield new Begun.Refused();
      }
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
                who);
        yield new Begun.Recorded(
            RecordedAccess.commit(opening, permission, mask, ledger, live, clock));
      }
    };
  }

  private void requireFresh() throws LedgerUnavailableException {
    if (!ledger.mayRead()) {
      throw new LedgerUnavailableException("the ledger here may be behind the others");
    }
  }
}
