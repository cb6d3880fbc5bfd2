package org.genogate.gateway.identity;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.Optional;
import java.util.regex.Pattern;
import org.genogate.gateway.identity.RefusedTokenException.Fault;

/// What a token says, each claim of the kind that is wanted or refused.
///
/// Spec: [RFC 7519 §4](https://www.rfc-editor.org/rfc/rfc7519#section-4)
record Claims(JsonNode node) {

  /// Names end up in records and on pages: printable, and not endless.
  private static final Pattern NAME = Pattern.compile("[\\p{L}\\p{N}\\p{P}\\p{S} ]{1,200}");

  private static final int MOST_AUDIENCES = 16;

  /// The year 9999; beyond it an `Instant` prints unlike a date.
  private static final long LAST_SECOND = 253_402_300_799L;

  String text(String name) throws RefusedTokenException {
    var value = node.path(name);
    if (!value.isTextual() || !NAME.matcher(value.textValue()).matches()) {
      throw new RefusedTokenException(Fault.CLAIM_MALFORMED);
    }
    return value.textValue();
  }

  Instant time(String name) throws RefusedTokenException {
    return timeIfAny(name).orElseThrow(() -> new RefusedTokenException(Fault.CLAIM_MALFORMED));
  }

  /// Seconds since 1970, fractions allowed and cut.
  Optional<Instant> timeIfAny(String name) throws RefusedTokenException {
    var value = node.path(name);
    if (value.isMissingNode()) {
      return Optional.empty();
    }
    boolean number = value.isIntegralNumber() ? value.canConvertToLong() : value.isDouble();
    long seconds = (long) Math.floor(value.asDouble());
    if (!number || seconds < 0 || seconds > LAST_SECOND) {
      throw new RefusedTokenException(Fault.CLAIM_MALFORMED);
    }
    return Optional.of(Instant.ofEpochSecond(seconds));
  }

  /// Whether `aud` is `audience`, or an array of texts that holds it.
  boolean isFor(String audience) throws RefusedTokenException {
    var value = node.path("aud");
    if (value.isTextual()) {
      return value.textValue().equals(audience);
    }
    if (!value.isArray() || value.size() > MOST_AUDIENCES) {
      throw new RefusedTokenException(Fault.CLAIM_MALFORMED);
    }
    boolean found = false;
    for (JsonNode each : value) {
      if (!each.isTextual()) {
        throw new RefusedTokenException(Fault.CLAIM_MALFORMED);
      }
      found |= each.textValue().equals(audience);
    }
    return found;
  }
}
