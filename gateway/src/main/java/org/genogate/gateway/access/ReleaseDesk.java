package org.genogate.gateway.access;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import org.genogate.gateway.config.Project;
import org.genogate.gateway.identity.Caller.Researcher;
import org.genogate.ledger.Ledger;
import org.genogate.ledger.NoOperatorKeyException;
import org.genogate.ledger.Recorded;
import org.genogate.ledger.ReleaseStanding;
import org.genogate.ledger.duo.Purpose;
import org.genogate.ledger.event.Asked;
import org.genogate.ledger.event.Entry;
import org.genogate.ledger.event.ReleaseId;
import org.genogate.ledger.key.PublicKey;
import org.genogate.ledger.log.RefusedEntryException;
import org.genogate.ledger.release.ReleaseRequest;
import org.genogate.ledger.release.ReleaseTerms;

/// Where releases are asked for and agreed to. Waits for the ledger, so call it from a virtual
/// thread.
public final class ReleaseDesk {

  /// What one researcher may have waiting: custodian and committee read each one.
  public static final int MOST_WAITING = 16;

  /// A shorter one could not be read by a committee, and would let a researcher ask without end.
  public static final Duration SHORTEST = Duration.ofDays(1);

  private final Ledger ledger;
  private final Map<String, Project> projects;
  private final Clock clock;
  private final RandomGenerator random;

  ReleaseDesk(Ledger ledger, Map<String, Project> projects, Clock clock, RandomGenerator random) {
    this.ledger = ledger;
    this.projects = projects;
    this.clock = clock;
    this.random = random;
  }

  /// What is asked for.
  ///
  /// @param datasets empty for all of the project
  /// @param purposes empty for all of the project that are research
  /// @param until the first instant that is not covered; [Instant#MAX] for no end
  public record Wish(Set<String> datasets, Set<Purpose> purposes, Instant until) {
    public Wish {
      datasets = Set.copyOf(datasets);
      purposes = Set.copyOf(purposes);
    }
  }

  /// What came of it.
  public sealed interface Outcome {
    /// A release waits from now on.
    record Asked(ReleaseId release, long index) implements Outcome {}

    record Done(long index) implements Outcome {}

    record Refused(Why why, String detail) implements Outcome {}
  }

  /// Why something was not done.
  public enum Why {
    UNKNOWN_RELEASE,
    NOT_AUTHORIZED,
    UNFIT,
    TOO_MANY,
    /// The ledger's law does not admit it.
    AGAINST_THE_LAW,
    NO_OPERATOR_KEY
  }

  /// A researcher asks for their own project.
  public synchronized Outcome ask(Researcher researcher, Wish wish)
      throws LedgerUnavailableException {
    var project = projects.get(researcher.project());
    if (project == null || !project.organisation().equals(researcher.organisation())) {
      return new Outcome.Refused(Why.NOT_AUTHORIZED, "the token is of no project here");
    }
    var now = clock.instant();
    if (wish.until().isBefore(now.plus(SHORTEST))) {
      return new Outcome.Refused(Why.UNFIT, "until is at least a day away, or left out");
    }
    if (waiting(researcher.id(), now) >= MOST_WAITING) {
      return new Outcome.Refused(
          Why.TOO_MANY,
          "%d releases wait already; ask again once some are agreed to".formatted(MOST_WAITING));
    }
    return request(project, researcher.id(), wish, Asked.SIGNED_IN);
  }

  private long waiting(String requester, Instant now) {
    return ledger.releases().all().stream()
        .filter(standing -> !standing.isComplete() && !standing.terms().hasEnded(now))
        .filter(standing -> standing.terms().requester().equals(requester))
        .count();
  }

  /// The custodian asks for a requester who came to the desk.
  public Outcome askFor(String requester, String projectId, Wish wish)
      throws LedgerUnavailableException {
    var project = projects.get(projectId);
    if (project == null) {
      return new Outcome.Refused(Why.UNFIT, "no project of the configuration has this id");
    }
    if (!wish.until().isAfter(clock.instant())) {
      return new Outcome.Refused(Why.UNFIT, "until is an instant yet to come");
    }
    return request(project, requester, wish, Asked.AT_DESK);
  }

  private Outcome request(Project project, String requester, Wish wish, Asked asked)
      throws LedgerUnavailableException {
    var datasets = wish.datasets().isEmpty() ? project.datasets() : wish.datasets();
    var purposes = wish.purposes().isEmpty() ? research(project) : wish.purposes();
    if (!project.datasets().containsAll(datasets) || !project.purposes().containsAll(purposes)) {
      return new Outcome.Refused(
          Why.NOT_AUTHORIZED, "a dataset or purpose is not one of the project's");
    }
    var id = ReleaseId.random(random);
    try {
      var terms =
          new ReleaseTerms(
              project.id(),
              project.title(),
              requester,
              project.organisation(),
              purposes,
              datasets,
              wish.until());
      return switch (recorded(ledger.releases().request(id, terms, asked))) {
        case Outcome.Done(var index) -> new Outcome.Asked(id, index);
        case Outcome other -> other;
      };
    } catch (IllegalArgumentException e) {
      return new Outcome.Refused(Why.UNFIT, String.valueOf(e.getMessage()));
    }
  }

  private static Set<Purpose> research(Project project) {
    return project.purposes().stream()
        .filter(purpose -> !(purpose instanceof Purpose.OwnCare))
        .collect(Collectors.toUnmodifiableSet());
  }

  /// What this researcher asked for with this project, oldest first.
  public List<ReleaseStanding> of(Researcher researcher) {
    return all().stream()
        .filter(standing -> standing.terms().requester().equals(researcher.id()))
        .filter(standing -> standing.terms().project().equals(researcher.project()))
        .toList();
  }

  /// Oldest first.
  public List<ReleaseStanding> all() {
    return ledger.releases().all();
  }

  /// All that a committee needs to see and to sign.
  public Optional<ReleaseRequest> request(ReleaseId id) throws IOException {
    return ledger.releases().request(id);
  }

  /// The custodian agrees.
  public Outcome approve(ReleaseId id) throws IOException, LedgerUnavailableException {
    var request = request(id);
    return request.isEmpty()
        ? new Outcome.Refused(Why.UNKNOWN_RELEASE, "nobody asked for such a release")
        : recorded(ledger.releases().endorse(request.get()));
  }

  /// Takes what somebody signed elsewhere.
  public Outcome take(Entry endorsement) throws LedgerUnavailableException {
    return recorded(ledger.releases().take(endorsement));
  }

  /// Names a key of the committee.
  public Outcome enroll(PublicKey key) throws LedgerUnavailableException {
    try {
      return recorded(ledger.releases().enrollCommittee(key));
    } catch (NoOperatorKeyException e) {
      return new Outcome.Refused(Why.NO_OPERATOR_KEY, String.valueOf(e.getMessage()));
    }
  }

  public Instant now() {
    return clock.instant();
  }

  private static Outcome recorded(CompletableFuture<Recorded> append)
      throws LedgerUnavailableException {
    try {
      return new Outcome.Done(Commit.await(append).index());
    } catch (LedgerUnavailableException e) {
      for (var cause = e.getCause(); cause != null; cause = cause.getCause()) {
        if (cause instanceof RefusedEntryException refused) {
          return new Outcome.Refused(Why.AGAINST_THE_LAW, String.valueOf(refused.getMessage()));
        }
      }
      throw e;
    }
  }
}
