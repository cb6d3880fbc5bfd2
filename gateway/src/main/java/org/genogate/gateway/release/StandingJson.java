package org.genogate.gateway.release;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.genogate.ledger.ReleaseStanding;
import org.genogate.ledger.event.KeyRole;

/// How far a release is, for a program to read.
final class StandingJson {

  private StandingJson() {}

  static JsonObject write(ReleaseStanding standing, Instant now) {
    var endorsers = standing.release().endorsers().stream().map(each -> name(each.role()));
    var missing =
        standing.missing().stream()
            .flatMap(each -> Stream.generate(() -> name(each.role())).limit(each.count()));
    return new JsonObject()
        .put("release", standing.release().id().toString())
        .put("state", state(standing, now))
        .put("endorsedBy", new JsonArray(endorsers.toList()))
        .put("waitsFor", new JsonArray(missing.toList()))
        .put("ledgerIndex", standing.release().index())
        .put("terms", TermsJson.write(standing.terms()));
  }

  /// The newest of them; older ones are counted.
  static JsonObject write(List<ReleaseStanding> standings, int most, Instant now) {
    int older = Math.max(0, standings.size() - most);
    return new JsonObject()
        .put("older", older)
        .put(
            "releases",
            new JsonArray(standings.stream().skip(older).map(each -> write(each, now)).toList()));
  }

  private static String state(ReleaseStanding standing, Instant now) {
    if (standing.terms().hasEnded(now)) {
      return "ended";
    }
    return standing.isComplete() ? "complete" : "waiting";
  }

  private static String name(KeyRole role) {
    return role.name().toLowerCase(Locale.ROOT);
  }
}
