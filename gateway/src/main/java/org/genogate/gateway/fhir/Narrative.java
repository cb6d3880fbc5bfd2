package org.genogate.gateway.fhir;

import io.vertx.core.json.JsonObject;

/// The part of a resource that a person can read when nothing else is understood.
///
/// Spec: [Narrative](http://hl7.org/fhir/R4/narrative.html)
final class Narrative {

  private Narrative() {}

  /// @param text plain; escaped here
  static JsonObject of(String text) {
    return new JsonObject()
        .put("status", "generated")
        .put(
            "div", "<div xmlns=\"http://www.w3.org/1999/xhtml\"><p>" + escape(text) + "</p></div>");
  }

  private static String escape(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }
}
