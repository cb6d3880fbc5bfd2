package org.genogate.gateway.access;

import java.util.Map;
import org.genogate.gateway.access.PatientDesk.AccessOutcome;
import org.genogate.gateway.access.PatientDesk.AccessSummary;
import org.genogate.gateway.config.GatewayConfig;
import org.genogate.gateway.config.Project;
import org.genogate.ledger.event.AccessId;
import org.genogate.ledger.event.ByRelease;
import org.genogate.ledger.receipt.AccessSeen;
import org.genogate.ledger.receipt.AccessSeen.Access;
import org.genogate.ledger.receipt.AccessSeen.Ending;
import org.genogate.ledger.receipt.AccessSeen.Refusal;

/// Tells a person who looked, in readable titles instead of ids.
final class AccessTeller {

  private final Map<String, String> organisations;
  private final Map<String, Project> projects;
  private final PlainQuery queries;

  AccessTeller(GatewayConfig config) {
    this.organisations = config.organisations();
    this.projects = config.projects();
    this.queries = new PlainQuery(config.panels());
  }

  AccessSummary tell(AccessSeen seen) {
    return switch (seen) {
      case Access access -> tell(access);
      case Refusal refusal -> tell(refusal);
    };
  }

  private AccessSummary tell(Access access) {
    var detail = access.detail();
    var purpose = detail.purpose().split(" ", 2);
    return new AccessSummary(
        access.event().access(),
        access.at(),
        detail.requester(),
        organisation(detail.organisation()),
        project(detail.project()),
        purpose[0],
        purpose.length > 1 ? purpose[1] : "",
        queries.say(detail.query()),
        access.people(),
        outcome(access.ending()),
        access.index(),
        access.event().release());
  }

  private AccessSummary tell(Refusal refusal) {
    var detail = refusal.detail();
    var purpose = detail.purpose().split(" ", 2);
    return new AccessSummary(
        // A refused request has no access: it is named by its place on the ledger.
        new AccessId(new java.util.UUID(0, refusal.index())),
        refusal.at(),
        detail.requester(),
        organisation(detail.organisation()),
        project(detail.project()),
        purpose[0],
        purpose.length > 1 ? purpose[1] : "",
        "",
        0,
        AccessOutcome.REFUSED,
        refusal.index(),
        new ByRelease.None());
  }

  private static AccessOutcome outcome(Ending ending) {
    return switch (ending) {
      case Ending.ReadingNow() -> AccessOutcome.READING_NOW;
      case Ending.ClosedUnreadable _ -> AccessOutcome.UNKNOWN;
      case Ending.Closed(_, var detail) ->
          switch (detail.outcome()) {
            case COMPLETE -> AccessOutcome.COMPLETE;
            case CLIENT_ABORT -> AccessOutcome.STOPPED_BY_READER;
            case REVOKED_MIDSTREAM -> AccessOutcome.CONSENT_WITHDRAWN_MIDWAY;
            case ERROR -> AccessOutcome.FAILED;
            case UNKNOWN -> AccessOutcome.UNKNOWN;
          };
    };
  }

  String organisation(String id) {
    return organisations.getOrDefault(id, id);
  }

  private String project(String id) {
    var project = projects.get(id);
    return project == null ? id : project.title();
  }
}
