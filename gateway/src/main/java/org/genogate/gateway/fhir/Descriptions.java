package org.genogate.gateway.fhir;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;

/// What this server says of itself: a `CapabilityStatement`, and the definition of its operation.
///
/// Spec: [CapabilityStatement](http://hl7.org/fhir/R4/capabilitystatement.html)
final class Descriptions {

  private final Buffer capabilities;
  private final Buffer operation;

  private Descriptions(Buffer capabilities, Buffer operation) {
    this.capabilities = capabilities;
    this.operation = operation;
  }

  static Descriptions load(String gatewayVersion) {
    var capabilities = new JsonObject(PackagedText.read("capability-statement.json"));
    var software = capabilities.getJsonObject("software").copy().put("version", gatewayVersion);
    var operation = new JsonObject(PackagedText.read("operation-variant-report.json"));
    return new Descriptions(
        capabilities.put("software", software).toBuffer(), operation.toBuffer());
  }

  void sendCapabilities(RoutingContext context) {
    Replies.sendPublic(context, capabilities);
  }

  void sendOperation(RoutingContext context) {
    Replies.sendPublic(context, operation);
  }
}
