package org.genogate.gateway.fhir;

import io.vertx.ext.web.MIMEHeader;
import java.util.List;
import java.util.Optional;

/// How a report may be written.
enum Representation {
  FHIR("application/fhir+json", "application/fhir+json"),
  JSON("application/json", "application/json"),
  PAGE("text/html", "text/html; charset=utf-8");

  private final String mediaType;
  private final String contentType;

  Representation(String mediaType, String contentType) {
    this.mediaType = mediaType;
    this.contentType = contentType;
  }

  String contentType() {
    return contentType;
  }

  /// The one a client likes best; FHIR when it does not care.
  ///
  /// @param accept the parsed `Accept` header, best first; empty if none was sent
  /// @return empty if it accepts none of ours
  ///
  ///   Spec: [RFC 9110 §12.5.1](https://www.rfc-editor.org/rfc/rfc9110#section-12.5.1)
  static Optional<Representation> best(List<MIMEHeader> accept) {
    if (accept.isEmpty()) {
      return Optional.of(FHIR);
    }
    Optional<Representation> best = Optional.empty();
    float bestWeight = 0;
    for (var candidate : values()) {
      float weight = candidate.weightIn(accept);
      if (weight > bestWeight) {
        best = Optional.of(candidate);
        bestWeight = weight;
      }
    }
    return best;
  }

  /// The weight of the most specific range that covers this media type, 0 if none does.
  private float weightIn(List<MIMEHeader> accept) {
    float weight = 0;
    int specificity = 0;
    for (var range : accept) {
      int specific = specificity(range);
      if (specific > specificity) {
        weight = range.weight();
        specificity = specific;
      }
    }
    return weight;
  }

  /// 0 if `range` does not cover this media type, else more for a narrower range.
  private int specificity(MIMEHeader range) {
    var slash = mediaType.indexOf('/');
    var type = range.component();
    var subtype = range.subComponent();
    if ((type + "/" + subtype).equalsIgnoreCase(mediaType)) {
      return 3;
    }
    if (!"*".equals(subtype)) {
      return 0;
    }
    if (mediaType.substring(0, slash).equalsIgnoreCase(type)) {
      return 2;
    }
    return "*".equals(type) ? 1 : 0;
  }
}
