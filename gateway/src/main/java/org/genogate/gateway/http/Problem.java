package org.genogate.gateway.http;

import io.vertx.core.json.JsonObject;
import java.time.Duration;

/// Why a request got no answer, as the client is told.
///
/// @param status the HTTP status
/// @param code what a program looks at: lower case, words joined by `-`
/// @param title one short sentence, always the same for one code
/// @param detail what was found and what was wanted; never anything about a person
/// @param retryAfter when to ask again; zero to say nothing
///
///   Spec: [RFC 9457 §3](https://www.rfc-editor.org/rfc/rfc9457#section-3)
public record Problem(int status, String code, String title, String detail, Duration retryAfter) {

  public static final String CONTENT_TYPE = "application/problem+json";

  public Problem {
    if (status < 400 || status > 599) {
      throw new IllegalArgumentException("a problem has a status of 400 to 599, not " + status);
    }
    if (retryAfter.isNegative()) {
      throw new IllegalArgumentException("nobody can ask again in the past");
    }
  }

  public Problem(int status, String code, String title, String detail) {
    this(status, code, title, detail, Duration.ZERO);
  }

  /// 400: the request does not follow the API's rules.
  public static Problem malformed(String detail) {
    return new Problem(400, "malformed-request", "The request cannot be understood", detail);
  }

  /// 401: nobody was identified.
  public static Problem unauthenticated(String code, String detail) {
    return new Problem(401, code, "A valid bearer token is needed", detail);
  }

  /// 403: identified, and refused.
  public static Problem forbidden(String code, String detail) {
    return new Problem(403, code, "This is not permitted", detail);
  }

  /// 404.
  public static Problem notFound() {
    return new Problem(404, "not-found", "There is nothing here", "no such resource");
  }

  /// 413.
  public static Problem tooLarge(String detail) {
    return new Problem(413, "too-large", "The request is too large", detail);
  }

  /// 503: the node cannot answer now, and may soon.
  public static Problem unavailable(String code, String detail, Duration retryAfter) {
    return new Problem(503, code, "This cannot be answered at the moment", detail, retryAfter);
  }

  /// 500: we broke. The cause is logged, never sent.
  public static Problem broken() {
    return new Problem(
        500, "internal-error", "The gateway failed", "the failure was logged for the operator");
  }

  /// What stands in the member `type`.
  public String type() {
    return "urn:genogate:problem:" + code;
  }

  public JsonObject toJson() {
    return new JsonObject()
        .put("type", type())
        .put("title", title)
        .put("status", status)
        .put("code", code)
        .put("detail", detail);
  }
}
