package org.genogate.gateway.portal;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.Set;
import java.util.regex.Pattern;
import org.genogate.gateway.access.PatientDesk.Terms;

/// The body by which a program grants or refuses a use for the person of its token.
record ConsentRequest(Kind kind, Terms terms) {

  static final Set<String> FIELDS =
      Set.of("kind", "use", "disease", "grantee", "datasets", "from", "until", "withheld");

  private static final Pattern REQUESTER = Pattern.compile("requester:[A-Za-z0-9._-]{1,64}");

  /// Which of the two is asked for.
  enum Kind {
    GRANT,
    DENIAL
  }

  /// Unknown fields are refused: a limit that is misspelt must not become no limit.
  ///
  /// @param now in whole milliseconds, as the ledger keeps instants
  /// @throws org.genogate.gateway.http.ProblemException 400, saying which field wants what
  static ConsentRequest parse(byte[] body, Instant now, PortalSettings settings) {
    return of(StrictJson.object(body, FIELDS), now, settings);
  }

  /// As [#parse], of an object whose fields are known to be among [#FIELDS] or to be somebody
  /// else's.
  static ConsentRequest of(JsonNode fields, Instant now, PortalSettings settings) {
    Kind kind =
        switch (StrictJson.text(fields, "kind")) {
          case "grant" -> Kind.GRANT;
          case "denial" -> Kind.DENIAL;
          default -> throw StrictJson.malformed("kind is grant or denial");
        };
    String use = StrictJson.text(fields, "use");
    if (!Uses.CODES.contains(use)) {
      throw StrictJson.malformed("use is one of GRU, HMB, DS and CARE");
    }
    Instant from = StrictJson.instant(fields, "from", now);
    Instant until = StrictJson.instant(fields, "until", Instant.MAX);
    if (!from.isBefore(until)) {
      throw StrictJson.malformed("from is before until");
    }
    return new ConsentRequest(
        kind,
        new Terms(
            use,
            disease(fields, use),
            grantee(fields, settings),
            known(StrictJson.texts(fields, "datasets"), settings.datasets().get(), "datasets"),
            from,
            until,
            known(StrictJson.texts(fields, "withheld"), settings.regions().keySet(), "withheld")));
  }

  private static String disease(JsonNode fields, String use) {
    String disease = StrictJson.text(fields, "disease", "");
    boolean sound =
        use.equals("DS") ? AllowForm.DISEASE_TERM.matcher(disease).matches() : disease.isEmpty();
    if (!sound) {
      throw StrictJson.malformed("disease is a term such as MONDO:0007254 with DS, else absent");
    }
    return disease;
  }

  private static String grantee(JsonNode fields, PortalSettings settings) {
    String grantee = StrictJson.text(fields, "grantee", AllowForm.ANYONE);
    if (!AllowForm.offers(settings, grantee) && !REQUESTER.matcher(grantee).matches()) {
      throw StrictJson.malformed(
          "grantee is anyone, organisation:ID of a known one, or requester:ID");
    }
    return grantee;
  }

  private static Set<String> known(Set<String> names, Set<String> all, String field) {
    if (!all.containsAll(names)) {
      throw StrictJson.malformed(field + " has a name that is not known here");
    }
    return names;
  }
}
