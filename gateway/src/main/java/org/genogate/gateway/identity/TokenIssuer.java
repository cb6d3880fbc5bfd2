package org.genogate.gateway.identity;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.Base64;
import org.genogate.ledger.key.P256SigningKey;

/// Mints tokens for tests and for the demo. A gateway trusts it only if its configuration says so.
public final class TokenIssuer {

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Base64.Encoder BASE64 = Base64.getUrlEncoder().withoutPadding();
  private static final String KEY_NAME = "1";

  private final String issuer;
  private final String audience;
  private final P256SigningKey key;
  private final Clock clock;

  private TokenIssuer(String issuer, String audience, P256SigningKey key, Clock clock) {
    this.issuer = issuer;
    this.audience = audience;
    this.key = key;
    this.clock = clock;
  }

  /// An issuer with a new key.
  public static TokenIssuer create(
      String issuer, String audience, SecureRandom random, Clock clock) {
    return new TokenIssuer(issuer, audience, P256SigningKey.generate(random), clock);
  }

  /// A token that a [TokenVerifier] takes for `caller`.
  public String mint(Caller caller, Duration lifetime) {
    return sign(header(), claims(caller, lifetime));
  }

  /// Writes the public key as a JWKS file, replacing an older one at once.
  public TrustedIssuer writeKeys(Path file) throws IOException {
    var jwk =
        JSON.createObjectNode()
            .put("kty", "EC")
            .put("crv", "P-256")
            .put("use", "sig")
            .put("alg", "ES256")
            .put("kid", KEY_NAME)
            .put("x", BASE64.encodeToString(key.publicKey().x()))
            .put("y", BASE64.encodeToString(key.publicKey().y()));
    var set = JSON.createObjectNode();
    set.putArray("keys").add(jwk);
    var draft = file.resolveSibling(file.getFileName() + ".new");
    Files.writeString(draft, set + "\n");
    Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    return new TrustedIssuer(issuer, audience, file);
  }

  ObjectNode header() {
    return JSON.createObjectNode().put("alg", "ES256").put("typ", "JWT").put("kid", KEY_NAME);
  }

  ObjectNode claims(Caller caller, Duration lifetime) {
    var now = clock.instant();
    var claims =
        JSON.createObjectNode()
            .put("iss", issuer)
            .put("aud", audience)
            .put("iat", now.getEpochSecond())
            .put("exp", now.plus(lifetime).getEpochSecond());
    return switch (caller) {
      case Caller.Researcher(var id, var organisation, var project) ->
          claims
              .put("role", "researcher")
              .put("sub", id)
              .put("org", organisation)
              .put("project", project);
      case Caller.Clinician(var id, var organisation) ->
          claims.put("role", "clinician").put("sub", id).put("org", organisation);
      case Caller.Person(var person) -> claims.put("role", "person").put("sub", person.toString());
      case Caller.Custodian(var id) -> claims.put("role", "custodian").put("sub", id);
      case Caller.Auditor(var id) -> claims.put("role", "auditor").put("sub", id);
    };
  }

  /// Signs whatever it is given, so that tests can ask for tokens that must be refused.
  String sign(ObjectNode header, ObjectNode claims) {
    return sign(header.toString(), claims.toString());
  }

  String sign(String header, String claims) {
    var signed = encode(header) + "." + encode(claims);
    return signed + "." + BASE64.encodeToString(key.sign(signed.getBytes(US_ASCII)));
  }

  static String encode(String json) {
    return BASE64.encodeToString(json.getBytes(UTF_8));
  }
}
