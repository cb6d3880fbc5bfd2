package org.genogate.gateway.identity;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.genogate.gateway.identity.StrictJson.MalformedJsonException;
import org.genogate.ledger.key.P256PublicKey;

/// An issuer's keys, by name, from a JWKS file that may change while we run.
///
/// The file is read for each token and parsed when its bytes changed: at a kilobyte this costs less
/// than the signature, and no time stamp can hide a change. A file that turns bad verifies nothing,
/// since the keys it had may be the ones that were withdrawn.
///
/// Spec: [RFC 7517](https://www.rfc-editor.org/rfc/rfc7517)
final class KeyFile {

  private static final long LARGEST = 1 << 20;

  private final Path file;
  private volatile Snapshot newest = new Snapshot(new byte[0], Map.of());

  // An array in a private record: it never leaves this class and nobody writes to it.
  @SuppressWarnings("ArrayRecordComponent")
  private record Snapshot(byte[] bytes, Map<String, P256PublicKey> keys) {}

  KeyFile(Path file) {
    this.file = file;
  }

  Optional<P256PublicKey> key(String name) throws IOException {
    if (Files.size(file) > LARGEST) {
      throw new IOException(file + " is over 1 MiB");
    }
    var bytes = Files.readAllBytes(file);
    var known = newest;
    if (!Arrays.equals(bytes, known.bytes())) {
      known = new Snapshot(bytes, parse(bytes));
      newest = known;
    }
    return Optional.ofNullable(known.keys().get(name));
  }

  private Map<String, P256PublicKey> parse(byte[] bytes) throws IOException {
    try {
      var list = StrictJson.object(bytes).path("keys");
      if (!list.isArray()) {
        throw new IOException(file + " has no array `keys`");
      }
      var keys = new HashMap<String, P256PublicKey>();
      for (JsonNode jwk : list) {
        if (isForEs256(jwk) && keys.put(jwk.path("kid").textValue(), point(jwk)) != null) {
          throw new IOException(file + " names two keys alike");
        }
      }
      return Map.copyOf(keys);
    } catch (MalformedJsonException | IllegalArgumentException e) {
      throw new IOException(file + ": " + e.getMessage(), e);
    }
  }

  private boolean isForEs256(JsonNode jwk) throws IOException {
    if (jwk.has("d")) {
      throw new IOException(file + " holds a private key");
    }
    return "EC".equals(jwk.path("kty").textValue())
        && "P-256".equals(jwk.path("crv").textValue())
        && jwk.path("kid").isTextual()
        && "ES256".equals(jwk.path("alg").asText("ES256"))
        && "sig".equals(jwk.path("use").asText("sig"));
  }

  private static P256PublicKey point(JsonNode jwk) {
    var decoder = Base64.getUrlDecoder();
    return P256PublicKey.of(
        decoder.decode(jwk.path("x").asText()), decoder.decode(jwk.path("y").asText()));
  }
}
