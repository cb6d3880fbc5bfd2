package org.genogate.gateway.fhir;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;

/// A code with the system that defines it.
///
/// @param display how the system words it; empty for none
record Code(String system, String code, String display) {

  static final Code GENETICS = new Code("http://terminology.hl7.org/CodeSystem/v2-0074", "GE", "");
  static final Code LABORATORY =
      new Code("http://terminology.hl7.org/CodeSystem/observation-category", "laboratory", "");

  /// Taken out because the reader may not see it.
  static final Code REDACTED =
      new Code("http://terminology.hl7.org/CodeSystem/v3-ObservationValue", "REDACTED", "redacted");

  static final Code TREATMENT =
      new Code("http://terminology.hl7.org/CodeSystem/v3-ActReason", "TREAT", "treatment");

  Code(String system, String code) {
    this(system, code, "");
  }

  JsonObject coding() {
    var coding = new JsonObject().put("system", system).put("code", code);
    return display.isEmpty() ? coding : coding.put("display", display);
  }

  JsonObject concept() {
    return new JsonObject().put("coding", new JsonArray().add(coding()));
  }

  JsonObject concept(String text) {
    return concept().put("text", text);
  }
}
