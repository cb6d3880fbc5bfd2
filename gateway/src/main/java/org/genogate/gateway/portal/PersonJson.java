package org.genogate.gateway.portal;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.genogate.gateway.access.PatientDesk;
import org.genogate.gateway.access.PatientDesk.AccessSummary;
import org.genogate.gateway.access.PatientDesk.Change;
import org.genogate.gateway.access.PatientDesk.ConsentSummary;
import org.genogate.gateway.access.PatientDesk.Terms;
import org.genogate.ledger.ErasureStatus;
import org.genogate.ledger.event.ByRelease;
import org.genogate.ledger.event.PersonTag;
import org.genogate.ledger.event.ValidatorName;

/// What the JSON API for people answers. What does not apply is absent, never null.
final class PersonJson {

  private PersonJson() {}

  /// @param desk that serves this person
  static JsonObject consents(PatientDesk desk, PersonTag person) {
    var array = new JsonArray(desk.consents(person).stream().map(PersonJson::consent).toList());
    var json = new JsonObject().put("consents", array);
    desk.erasure(person).ifPresent(status -> json.put("erasure", erasure(status)));
    return json;
  }

  private static JsonObject erasure(ErasureStatus status) {
    return new JsonObject()
        .put("orderedAt", status.ordered().toString())
        .put("ledgerIndex", status.index())
        .put("final", status.isFinal())
        .put("nodesDone", status.done())
        .put("nodes", status.nodes())
        .put(
            "waitingFor",
            new JsonArray(status.waitingFor().stream().map(ValidatorName::value).toList()));
  }

  /// How many streams of an erasure are counted, and not who had received the data before.
  static JsonObject erasureOrdered(Change change) {
    return new JsonObject()
        .put("at", change.at().toString())
        .put("ledgerIndex", change.ledgerIndex())
        .put("streamsAffected", change.streamsAffected());
  }

  /// @param next from which access the next page goes on; empty if this is the last
  static JsonObject accesses(List<AccessSummary> accesses, String next) {
    var array = new JsonArray(accesses.stream().map(PersonJson::access).toList());
    var page = new JsonObject().put("accesses", array);
    putText(page, "next", next);
    return page;
  }

  static JsonObject change(Change change) {
    return new JsonObject()
        .put("consentId", change.consent().toString())
        .put("at", change.at().toString())
        .put("ledgerIndex", change.ledgerIndex());
  }

  static JsonObject revocation(Change change) {
    return new JsonObject()
        .put("at", change.at().toString())
        .put("ledgerIndex", change.ledgerIndex())
        .put("streamsAffected", change.streamsAffected())
        .put("receivedBefore", change.receivedBefore());
  }

  private static JsonObject consent(ConsentSummary consent) {
    var json =
        new JsonObject()
            .put("consentId", consent.id().toString())
            .put("kind", consent.denial() ? "denial" : "grant")
            .put("state", word(consent.state()));
    if (!consent.terms().use().isEmpty()) {
      json.put("terms", terms(consent.terms()));
    }
    putText(json, "granteeTitle", consent.granteeTitle());
    json.put("withheldTitles", new JsonArray(consent.withheldTitles()))
        .put("recordedAt", consent.recorded().toString());
    putInstant(json, "endedAt", consent.ended());
    json.put("ledgerIndex", consent.ledgerIndex()).put("uses", consent.uses());
    putInstant(json, "lastUseAt", consent.lastUse());
    return json;
  }

  private static JsonObject terms(Terms terms) {
    var json = new JsonObject().put("use", terms.use());
    putText(json, "disease", terms.disease());
    json.put("grantee", terms.grantee())
        .put("datasets", new JsonArray(terms.datasets().stream().sorted().toList()))
        .put("from", terms.from().toString());
    putInstant(json, "until", terms.until());
    return json.put("withheld", new JsonArray(terms.withheld().stream().sorted().toList()));
  }

  private static JsonObject access(AccessSummary access) {
    var json =
        new JsonObject()
            .put("accessId", access.id().toString())
            .put("at", access.at().toString())
            .put("who", access.who())
            .put("organisation", access.organisation());
    putText(json, "project", access.project());
    json.put("use", access.use());
    putText(json, "disease", access.disease());
    if (access.release() instanceof ByRelease.Named(var release)) {
      json.put("release", release.toString());
    }
    return json.put("what", access.what())
        .put("people", access.people())
        .put("outcome", word(access.outcome()))
        .put("ledgerIndex", access.ledgerIndex());
  }

  private static void putText(JsonObject json, String field, String text) {
    if (!text.isEmpty()) {
      json.put(field, text);
    }
  }

  /// [Instant#MAX] and [Instant#MIN] stand for never.
  private static void putInstant(JsonObject json, String field, Instant instant) {
    if (!instant.equals(Instant.MAX) && !instant.equals(Instant.MIN)) {
      json.put(field, instant.toString());
    }
  }

  /// `READING_NOW` as `reading-now`.
  private static String word(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
