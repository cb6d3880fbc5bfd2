package org.genogate.gateway.release;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.genogate.ledger.release.ReleaseTerms;

/// Terms of a release as JSON that people can read, and from which the bytes can be made again.
final class TermsJson {

  private static final Set<String> FIELDS =
      Set.of("project", "title", "requester", "organisation", "purposes", "datasets", "until");

  private TermsJson() {}

  static JsonObject write(ReleaseTerms terms) {
    var json =
        new JsonObject()
            .put("project", terms.project())
            .put("title", terms.title())
            .put("requester", terms.requester())
            .put("organisation", terms.organisation())
            .put("purposes", new JsonArray(purposes(terms)))
            .put("datasets", new JsonArray(terms.datasets().stream().sorted().toList()));
    return terms.until().equals(Instant.MAX) ? json : json.put("until", terms.until().toString());
  }

  static List<String> purposes(ReleaseTerms terms) {
    return terms.purposes().stream().map(Fields::text).sorted().toList();
  }

  /// @throws IllegalArgumentException if it is not exactly what [#write] writes
  static ReleaseTerms read(Fields document, String field) {
    var terms = document.object(field, FIELDS);
    return new ReleaseTerms(
        terms.text("project"),
        terms.text("title"),
        terms.text("requester"),
        terms.text("organisation"),
        terms.purposes("purposes"),
        terms.texts("datasets"),
        terms.until());
  }
}
