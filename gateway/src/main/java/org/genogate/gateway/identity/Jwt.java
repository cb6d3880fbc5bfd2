package org.genogate.gateway.identity;

import static java.nio.charset.StandardCharsets.US_ASCII;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Base64;
import java.util.Set;
import java.util.regex.Pattern;
import org.genogate.gateway.identity.RefusedTokenException.Fault;
import org.genogate.gateway.identity.StrictJson.MalformedJsonException;

/// A token taken apart; nothing of it is verified yet but its form and the header's rules.
///
/// Spec: [RFC 7515 §7.1](https://www.rfc-editor.org/rfc/rfc7515#section-7.1), [RFC
/// 8725](https://www.rfc-editor.org/rfc/rfc8725)
///
/// @param keyId the header's `kid`
/// @param signed what the signature covers
@SuppressWarnings("ArrayRecordComponent") // lives within one call
record Jwt(String keyId, Claims claims, byte[] signed, byte[] signature) {

  /// Half of what a request's header may weigh.
  static final int LONGEST = 8 * 1024;

  private static final Pattern FORM =
      Pattern.compile("[A-Za-z0-9_-]{1,8192}\\.[A-Za-z0-9_-]{1,8192}\\.[A-Za-z0-9_-]{0,8192}");

  /// Fields that bring a key along, and `crit`, by which a token says that not knowing its
  /// extensions makes it void: we know none.
  private static final Set<String> REFUSED_FIELDS =
      Set.of("crit", "b64", "jwk", "jku", "x5c", "x5u", "zip", "enc");

  private static final Set<String> TYPES = Set.of("jwt", "at+jwt", "application/at+jwt");

  static Jwt parse(String text) throws RefusedTokenException {
    if (text.length() > LONGEST) {
      throw new RefusedTokenException(Fault.TOKEN_TOO_LONG);
    }
    if (!FORM.matcher(text).matches()) {
      throw new RefusedTokenException(Fault.TOKEN_MALFORMED);
    }
    int first = text.indexOf('.');
    int last = text.lastIndexOf('.');
    var header = object(text.substring(0, first));
    checkHeader(header);
    var keyId = header.path("kid");
    if (!keyId.isTextual() || keyId.textValue().isEmpty()) {
      throw new RefusedTokenException(Fault.KEY_UNNAMED);
    }
    return new Jwt(
        keyId.textValue(),
        new Claims(object(text.substring(first + 1, last))),
        text.substring(0, last).getBytes(US_ASCII),
        bytes(text.substring(last + 1)));
  }

  private static void checkHeader(JsonNode header) throws RefusedTokenException {
    if (!"ES256".equals(header.path("alg").textValue())) {
      throw new RefusedTokenException(Fault.ALGORITHM_REFUSED);
    }
    if (REFUSED_FIELDS.stream().anyMatch(header::has)) {
      throw new RefusedTokenException(Fault.HEADER_REFUSED);
    }
    var type = header.path("typ");
    if (!type.isMissingNode()
        && TYPES.stream().noneMatch(known -> known.equalsIgnoreCase(type.textValue()))) {
      throw new RefusedTokenException(Fault.HEADER_REFUSED);
    }
  }

  private static JsonNode object(String base64) throws RefusedTokenException {
    try {
      return StrictJson.object(bytes(base64));
    } catch (MalformedJsonException e) {
      throw new RefusedTokenException(
          e.isDuplicate() ? Fault.DUPLICATE_CLAIM : Fault.TOKEN_MALFORMED);
    }
  }

  private static byte[] bytes(String base64) throws RefusedTokenException {
    try {
      return Base64.getUrlDecoder().decode(base64);
    } catch (IllegalArgumentException _) {
      throw new RefusedTokenException(Fault.TOKEN_MALFORMED);
    }
  }
}
