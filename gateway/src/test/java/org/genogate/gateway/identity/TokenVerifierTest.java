package org.genogate.gateway.identity;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.UnaryOperator;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.genogate.gateway.identity.RefusedTokenException.Fault;
import org.genogate.ledger.event.PersonTag;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TokenVerifierTest {

  private static final Instant NOW = Instant.parse("2026-11-24T09:00:00Z");
  private static final Clock CLOCK = Clock.fixed(NOW, ZoneOffset.UTC);
  private static final Duration HOUR = Duration.ofHours(1);
  private static final Caller ADA = new Caller.Researcher("ada", "charite", "heart");
  private static final Base64.Encoder BASE64 = Base64.getUrlEncoder().withoutPadding();

  private final TokenIssuer issuer = newIssuer();

  @TempDir private Path folder;
  private Path keys;
  private TokenVerifier verifier;

  @BeforeEach
  void trustTheIssuer() throws Exception {
    keys = folder.resolve("jwks.json");
    verifier =
        new TokenVerifier(
            List.of(issuer.writeKeys(keys)),
            Set.of("charite", "vienna"),
            Map.of("heart", "charite", "lung", "vienna"),
            CLOCK);
  }

  @Test
  void everyRoleIsKnown() throws Exception {
    for (Caller caller :
        List.of(
            ADA,
            new Caller.Clinician("bob", "vienna"),
            new Caller.Person(new PersonTag(new UUID(1, 2))),
            new Caller.Custodian("eve"),
            new Caller.Auditor("joe"))) {
      assertThat(verifier.verify(issuer.mint(caller, HOUR))).isEqualTo(caller);
    }
  }

  @Test
  void anAudienceAmongOthersIsOurs() throws Exception {
    var claims = issuer.claims(ADA, HOUR);
    claims.putArray("aud").add("other").add("genogate");

    assertThat(verifier.verify(issuer.sign(issuer.header(), claims))).isEqualTo(ADA);
  }

  @Test
  void algorithmNoneIsRefused() {
    var token = issuer.mint(ADA, HOUR);
    var unsigned = TokenIssuer.encode("{\"alg\":\"none\",\"kid\":\"1\"}") + payload(token) + ".";

    assertRefused(unsigned, Fault.ALGORITHM_REFUSED);
  }

  @ParameterizedTest
  @ValueSource(strings = {"none", "None", "HS256", "RS256", "PS256", "ES384", "EdDSA", "es256", ""})
  void noOtherAlgorithmIsTaken(String algorithm) {
    assertHeaderRefused(header -> header.put("alg", algorithm), Fault.ALGORITHM_REFUSED);
  }

  @Test
  void hs256WithThePublicKeyIsRefused() throws Exception {
    var signed =
        TokenIssuer.encode("{\"alg\":\"HS256\",\"kid\":\"1\"}") + payload(issuer.mint(ADA, HOUR));
    var mac = hmac(Files.readAllBytes(keys), signed);

    assertRefused(signed + "." + BASE64.encodeToString(mac), Fault.ALGORITHM_REFUSED);
  }

  @Test
  void hs256ThatClaimsToBeEs256IsRefused() throws Exception {
    var signed = signed(issuer.mint(ADA, HOUR));
    var mac = hmac(Files.readAllBytes(keys), signed);

    assertRefused(
        signed + "." + BASE64.encodeToString(Arrays.copyOf(mac, 64)), Fault.SIGNATURE_INVALID);
  }

  @Test
  void anUnknownKeyIsRefused() {
    assertHeaderRefused(header -> header.put("kid", "2"), Fault.KEY_UNKNOWN);
  }

  @Test
  void aTokenThatNamesNoKeyIsRefused() {
    assertHeaderRefused(header -> header.without("kid"), Fault.KEY_UNNAMED);
  }

  @Test
  void anotherIssuersKeyIsRefused() {
    assertRefused(newIssuer().mint(ADA, HOUR), Fault.SIGNATURE_INVALID);
  }

  @ParameterizedTest
  @ValueSource(strings = {"crit", "b64", "jwk", "jku", "x5c", "x5u", "zip"})
  void aHeaderFieldThatChangesTheRulesIsRefused(String field) {
    assertHeaderRefused(
        header -> {
          header.putArray(field).add("exp");
          return header;
        },
        Fault.HEADER_REFUSED);
  }

  @Test
  void aTokenOfAnotherKindIsRefused() {
    assertHeaderRefused(header -> header.put("typ", "dpop+jwt"), Fault.HEADER_REFUSED);
  }

  @Test
  void anUnknownIssuerIsRefused() {
    assertClaimsRefused(claims -> claims.put("iss", "https://other.org"), Fault.ISSUER_UNKNOWN);
    assertClaimsRefused(
        claims -> claims.put("iss", "https://idp.example.org/"), Fault.ISSUER_UNKNOWN);
  }

  @Test
  void anotherAudienceIsRefused() {
    assertClaimsRefused(claims -> claims.put("aud", "beacon"), Fault.AUDIENCE_OTHER);
    assertClaimsRefused(claims -> claims.without("aud"), Fault.CLAIM_MALFORMED);
  }

  @Test
  void anExpiredTokenIsRefusedAfterTheSkew() throws Exception {
    var inSkew = issuer.claims(ADA, HOUR).put("exp", NOW.getEpochSecond() - 59);

    assertThat(verifier.verify(issuer.sign(issuer.header(), inSkew))).isEqualTo(ADA);
    assertClaimsRefused(claims -> claims.put("exp", NOW.getEpochSecond() - 60), Fault.EXPIRED);
    assertClaimsRefused(claims -> claims.without("exp"), Fault.CLAIM_MALFORMED);
  }

  @Test
  void aTokenOfTheFutureIsRefused() {
    assertClaimsRefused(
        claims -> claims.put("nbf", NOW.getEpochSecond() + 61), Fault.NOT_YET_VALID);
    assertClaimsRefused(
        claims -> claims.put("iat", NOW.getEpochSecond() + 61), Fault.NOT_YET_VALID);
  }

  @Test
  void aTokenForOverADayIsRefused() {
    assertRefused(issuer.mint(ADA, Duration.ofHours(24).plusSeconds(1)), Fault.LIFETIME_TOO_LONG);
  }

  @ParameterizedTest
  @ValueSource(strings = {"-1", "1e400", "99999999999999999999", "\"soon\"", "true", "[1]", "null"})
  void aTimeThatIsNoneIsRefused(String time) {
    var claims = issuer.claims(ADA, HOUR).without("exp").toString();
    var token =
        issuer.sign(
            issuer.header().toString(), claims.replaceFirst("\\{", "{\"exp\":" + time + ","));

    assertRefused(token, Fault.CLAIM_MALFORMED);
  }

  @Test
  void aClaimThatOccursTwiceIsRefused() {
    var claims = issuer.claims(ADA, HOUR).toString().replaceFirst("\\{", "{\"sub\":\"eve\",");

    assertRefused(issuer.sign(issuer.header().toString(), claims), Fault.DUPLICATE_CLAIM);
  }

  @Test
  void aHeaderFieldThatOccursTwiceIsRefused() {
    var header = issuer.header().toString().replaceFirst("\\{", "{\"alg\":\"none\",");

    assertRefused(issuer.sign(header, issuer.claims(ADA, HOUR).toString()), Fault.DUPLICATE_CLAIM);
  }

  @Test
  void aForeignProjectIsRefused() {
    assertClaimsRefused(claims -> claims.put("project", "lung"), Fault.PROJECT_FOREIGN);
    assertClaimsRefused(claims -> claims.put("project", "unknown"), Fault.PROJECT_FOREIGN);
    assertClaimsRefused(claims -> claims.without("project"), Fault.CLAIM_MALFORMED);
  }

  @Test
  void anUnknownOrganisationIsRefused() {
    assertClaimsRefused(claims -> claims.put("org", "nowhere"), Fault.ORGANISATION_UNKNOWN);
  }

  @Test
  void anUnknownRoleIsRefused() {
    assertClaimsRefused(claims -> claims.put("role", "Researcher"), Fault.ROLE_UNKNOWN);
    assertClaimsRefused(claims -> claims.without("role"), Fault.CLAIM_MALFORMED);
  }

  @Test
  void aPersonIsNamedByTheirTag() {
    assertClaimsRefused(claims -> claims.put("role", "person"), Fault.CLAIM_MALFORMED);
  }

  @Test
  void aSignatureInAsn1IsRefused() {
    var token = issuer.mint(ADA, HOUR);
    var raw = Base64.getUrlDecoder().decode(token.substring(token.lastIndexOf('.') + 1));

    assertRefused(signed(token) + "." + BASE64.encodeToString(der(raw)), Fault.SIGNATURE_INVALID);
  }

  @Test
  void anEmptySignatureIsRefused() {
    var token = signed(issuer.mint(ADA, HOUR));

    assertRefused(token + ".", Fault.SIGNATURE_INVALID);
    assertRefused(token + "." + BASE64.encodeToString(new byte[64]), Fault.SIGNATURE_INVALID);
  }

  @Test
  void aChangedClaimIsRefused() {
    var token = issuer.mint(ADA, HOUR).split("\\.", -1);
    var other = issuer.mint(new Caller.Custodian("ada"), HOUR).split("\\.", -1);

    assertRefused(token[0] + "." + other[1] + "." + token[2], Fault.SIGNATURE_INVALID);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", ".", "..", "a.b", "a.b.c.d", "a.b.c=", "e30.e30. ", "W10.e30.AA"})
  void whatIsNoTokenIsRefused(String text) {
    assertRefused(text, Fault.TOKEN_MALFORMED, Fault.ALGORITHM_REFUSED);
  }

  @Test
  void aHugeTokenIsRefusedUnread() {
    assertRefused("a".repeat(1 << 20), Fault.TOKEN_TOO_LONG);
  }

  @Test
  void aNewKeyIsTakenUpAndTheOldOneForgotten() throws Exception {
    var old = issuer.mint(ADA, HOUR);
    assertThat(verifier.verify(old)).isEqualTo(ADA);

    var successor = newIssuer();
    var _ = successor.writeKeys(keys);

    assertThat(verifier.verify(successor.mint(ADA, HOUR))).isEqualTo(ADA);
    assertRefused(old, Fault.SIGNATURE_INVALID);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "{}", "{\"keys\":[{\"d\":\"AA\"}]}", "{\"keys\":[],\"keys\":[]}", "[1]"})
  void keysThatTurnBadVerifyNothing(String content) throws Exception {
    assertThat(verifier.verify(issuer.mint(ADA, HOUR))).isEqualTo(ADA);

    Files.writeString(keys, content);

    assertRefused(issuer.mint(ADA, HOUR), Fault.KEYS_UNREADABLE);
  }

  private void assertHeaderRefused(UnaryOperator<ObjectNode> change, Fault fault) {
    assertRefused(issuer.sign(change.apply(issuer.header()), issuer.claims(ADA, HOUR)), fault);
  }

  private void assertClaimsRefused(UnaryOperator<ObjectNode> change, Fault fault) {
    assertRefused(issuer.sign(issuer.header(), change.apply(issuer.claims(ADA, HOUR))), fault);
  }

  private void assertRefused(String token, Fault... faults) {
    assertThatThrownBy(() -> verifier.verify(token))
        .isInstanceOfSatisfying(
            RefusedTokenException.class,
            refused -> assertThat(refused.fault()).isIn((Object[]) faults));
  }

  private static TokenIssuer newIssuer() {
    return TokenIssuer.create("https://idp.example.org", "genogate", new SecureRandom(), CLOCK);
  }

  private static String payload(String token) {
    return token.substring(token.indexOf('.'), token.lastIndexOf('.'));
  }

  private static String signed(String token) {
    return token.substring(0, token.lastIndexOf('.'));
  }

  private static byte[] hmac(byte[] key, String signed) throws GeneralSecurityException {
    var mac = Mac.getInstance("HmacSHA256");
    mac.init(new SecretKeySpec(key, "HmacSHA256"));
    return mac.doFinal(signed.getBytes(US_ASCII));
  }

  /// `SEQUENCE { INTEGER r, INTEGER s }`.
  private static byte[] der(byte[] raw) {
    var r = new BigInteger(1, Arrays.copyOf(raw, 32)).toByteArray();
    var s = new BigInteger(1, Arrays.copyOfRange(raw, 32, 64)).toByteArray();
    var der = new ByteArrayOutputStream();
    der.write(0x30);
    der.write(4 + r.length + s.length);
    der.write(2);
    der.write(r.length);
    der.writeBytes(r);
    der.write(2);
    der.write(s.length);
    der.writeBytes(s);
    return der.toByteArray();
  }
}
