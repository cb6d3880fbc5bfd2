package org.genogate.gateway.portal;

import io.vertx.core.http.HttpServerResponse;
import java.util.Map;

/// What every answer under `/portal` says to the browser about itself.
final class PageHeaders {

  /// Everything a page needs comes from here; nobody may frame it; no script stands in a page.
  private static final String POLICY =
      "default-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none';"
          + " object-src 'none'";

  /// `same-origin` and not `no-referrer`, which would make a form's `Origin` say `null`. Pages are
  /// about one person, so no cache keeps them, the browser's own included.
  private static final Map<String, String> ALWAYS =
      Map.of(
          "Content-Security-Policy", POLICY,
          "Referrer-Policy", "same-origin",
          "X-Content-Type-Options", "nosniff",
          "Cross-Origin-Opener-Policy", "same-origin",
          "Cross-Origin-Resource-Policy", "same-origin",
          "Cache-Control", "no-store");

  private PageHeaders() {}

  static void addTo(HttpServerResponse response) {
    ALWAYS.forEach(response::putHeader);
  }
}
