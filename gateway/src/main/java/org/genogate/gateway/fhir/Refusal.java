package org.genogate.gateway.fhir;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import org.genogate.gateway.http.Problem;

/// Why a request gets no report, as an `OperationOutcome`.
///
/// @param issue a code of [IssueType](http://hl7.org/fhir/R4/valueset-issue-type.html)
/// @param diagnostics for the caller's engineer; never names a patient, and never quotes what was
///   sent
/// @param retryAfter when to ask again; zero to say nothing
record Refusal(int status, String issue, String diagnostics, Duration retryAfter) {

  /// For a patient who does not exist, one who does not permit this, and a caller who is no
  /// clinician: whoever asks cannot tell which.
  static final Refusal NOT_PERMITTED =
      new Refusal(403, "forbidden", "no such patient, or not permitted");

  static final Refusal UNKNOWN_PANEL = new Refusal(400, "not-found", "no panel of that name");

  static final Refusal NO_SUCH_PLACE =
      new Refusal(404, "not-found", "not here; see the CapabilityStatement at metadata");

  static final Refusal WRONG_METHOD =
      new Refusal(405, "not-supported", "only GET and POST are allowed");

  static final Refusal NOT_ACCEPTABLE =
      new Refusal(
          406, "not-supported", "a report is application/fhir+json, application/json or text/html");

  static final Refusal TOO_LARGE = new Refusal(413, "too-long", "the body is too large");

  static final Refusal UNSUPPORTED_BODY =
      new Refusal(
          415,
          "not-supported",
          "a body is application/fhir+json, application/json or application/x-www-form-urlencoded");

  static final Refusal BROKEN = new Refusal(500, "exception", "the report could not be made");

  static final Refusal UNAVAILABLE =
      new Refusal(503, "transient", "the ledger or the data cannot be relied upon now; try again");

  Refusal(int status, String issue, String diagnostics) {
    this(status, issue, diagnostics, Duration.ZERO);
  }

  static Refusal malformed(String reason) {
    return new Refusal(400, "invalid", reason);
  }

  /// What the shared parts of the gateway refuse, in FHIR's words.
  static Refusal of(Problem problem) {
    return switch (problem.status()) {
      case 403 -> NOT_PERMITTED;
      case 404 -> NO_SUCH_PLACE;
      case 405 -> WRONG_METHOD;
      case 413 -> TOO_LARGE;
      case 415 -> UNSUPPORTED_BODY;
      case 500 -> BROKEN;
      default ->
          new Refusal(problem.status(), issueOf(problem), problem.detail(), problem.retryAfter());
    };
  }

  private static String issueOf(Problem problem) {
    return switch (problem.status()) {
      case 401 -> "login";
      case 429 -> "throttled";
      case 503 -> "transient";
      case 505 -> "not-supported";
      default -> problem.status() < 500 ? "invalid" : "exception";
    };
  }

  JsonObject outcome() {
    return new JsonObject()
        .put("resourceType", "OperationOutcome")
        .put(
            "issue",
            new JsonArray()
                .add(
                    new JsonObject()
                        .put("severity", "error")
                        .put("code", issue)
                        .put("diagnostics", diagnostics)));
  }
}
