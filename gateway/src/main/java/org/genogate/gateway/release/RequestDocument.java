package org.genogate.gateway.release;

import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Set;
import org.genogate.ledger.event.Entry;
import org.genogate.ledger.event.MalformedEntryException;
import org.genogate.ledger.receipt.Salt;
import org.genogate.ledger.release.ReleaseRequest;

/// A request for a release as a file: all that a committee needs to see, check and sign.
///
/// The terms stand in it once, in words. Their bytes are made from the words and checked against
/// what the entry commits to, so that nobody can read other terms than those that are signed.
public final class RequestDocument {

  private static final String KIND = "genogate-release-request/1";

  private static final Set<String> FIELDS =
      Set.of("kind", "origin", "release", "entry", "salt", "terms");

  private RequestDocument() {}

  public static JsonObject write(ReleaseRequest request) {
    return new JsonObject()
        .put("kind", KIND)
        .put("origin", request.origin())
        .put("release", request.release().toString())
        .put("terms", TermsJson.write(request.terms()))
        .put("salt", HexFormat.of().formatHex(request.salt().toBytes()))
        .put("entry", Base64.getEncoder().encodeToString(request.entry().encode()));
  }

  /// @throws IllegalArgumentException if it is not exactly what [#write] writes, or was altered
  public static ReleaseRequest read(byte[] document) {
    var fields = Fields.read(document, FIELDS);
    if (!fields.text("kind").equals(KIND)) {
      throw new IllegalArgumentException("the document is no " + KIND);
    }
    try {
      var request =
          new ReleaseRequest(
              fields.text("origin"),
              Entry.decode(fields.base64("entry")),
              Salt.of(HexFormat.of().parseHex(fields.text("salt"))),
              TermsJson.read(fields, "terms"));
      if (!request.release().toString().equals(fields.text("release"))) {
        throw new IllegalArgumentException("the entry is about another release");
      }
      return request;
    } catch (MalformedEntryException e) {
      throw new IllegalArgumentException("the entry cannot be read", e);
    }
  }

  /// What somebody agrees to who signs it.
  public static String inWords(ReleaseRequest request) {
    var terms = request.terms();
    return """
    release    %s
    log        %s
    project    %s: %s
    requester  %s of %s
    datasets   %s
    purposes   %s
    until      %s
    By signing you agree that this requester may ask for the genomes in these datasets for \
    these purposes, as far as each person's own consent allows.
    """
        .formatted(
            request.release(),
            request.origin(),
            terms.project(),
            terms.title(),
            terms.requester(),
            terms.organisation(),
            String.join(", ", terms.datasets().stream().sorted().toList()),
            String.join(", ", TermsJson.purposes(terms)),
            terms.until().equals(Instant.MAX) ? "no end" : terms.until());
  }
}
