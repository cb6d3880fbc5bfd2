package org.genogate.gateway.identity;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.genogate.gateway.identity.RefusedTokenException.Fault;
import org.genogate.ledger.event.PersonTag;
import org.genogate.ledger.key.InvalidSignatureException;
import org.genogate.ledger.key.P256PublicKey;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Tells who a bearer token stands for: ES256 only, by a configured issuer's key, for us, now.
///
/// Claims beside the registered ones: `role` (`researcher`, `clinician`, `person`, `custodian`,
/// `auditor`), `org` of the first two, `project` of the first. A person's `sub` is their tag.
///
/// Safe for many threads. Reads a file and verifies a signature, so call it from a virtual thread.
public final class TokenVerifier {

  private static final Logger LOGGER = LoggerFactory.getLogger(TokenVerifier.class);

  /// How far an issuer's clock may be from ours.
  private static final Duration SKEW = Duration.ofSeconds(60);

  /// A bearer token cannot be called back, so it must not last.
  static final Duration LONGEST_LIFETIME = Duration.ofHours(24);

  private final Map<String, Issuer> issuers;
  private final Set<String> organisations;
  private final Map<String, String> projects;
  private final Clock clock;

  private record Issuer(String audience, KeyFile keys) {}

  /// @param organisations the ids known here
  /// @param projects the organisation of each project
  public TokenVerifier(
      List<TrustedIssuer> issuers,
      Set<String> organisations,
      Map<String, String> projects,
      Clock clock) {
    var byName = new HashMap<String, Issuer>();
    for (TrustedIssuer each : issuers) {
      byName.put(each.issuer(), new Issuer(each.audience(), new KeyFile(each.keys())));
    }
    this.issuers = Map.copyOf(byName);
    this.organisations = Set.copyOf(organisations);
    this.projects = Map.copyOf(projects);
    this.clock = clock;
  }

  /// @param bearer the token alone, without the word `Bearer`
  /// @throws RefusedTokenException if it identifies nobody here
  public Caller verify(String bearer) throws RefusedTokenException {
    var token = Jwt.parse(bearer);
    var claims = token.claims();
    // Read before it is verified, only to find the key that must have signed it.
    var issuer = issuers.get(claims.text("iss"));
    if (issuer == null) {
      throw new RefusedTokenException(Fault.ISSUER_UNKNOWN);
    }
    verifySignature(token, issuer);
    if (!claims.isFor(issuer.audience())) {
      throw new RefusedTokenException(Fault.AUDIENCE_OTHER);
    }
    verifyTimes(claims);
    return caller(claims);
  }

  private static void verifySignature(Jwt token, Issuer issuer) throws RefusedTokenException {
    try {
      key(token, issuer).verify(token.signed(), token.signature());
    } catch (InvalidSignatureException _) {
      throw new RefusedTokenException(Fault.SIGNATURE_INVALID);
    }
  }

  private static P256PublicKey key(Jwt token, Issuer issuer) throws RefusedTokenException {
    try {
      return issuer
          .keys()
          .key(token.keyId())
          .orElseThrow(() -> new RefusedTokenException(Fault.KEY_UNKNOWN));
    } catch (IOException e) {
      LOGGER.atError().setCause(e).log("an issuer's keys cannot be read");
      throw new RefusedTokenException(Fault.KEYS_UNREADABLE);
    }
  }

  private void verifyTimes(Claims claims) throws RefusedTokenException {
    var now = clock.instant();
    var expires = claims.time("exp");
    var issued = claims.time("iat");
    if (!now.isBefore(expires.plus(SKEW))) {
      throw new RefusedTokenException(Fault.EXPIRED);
    }
    var earliest = now.plus(SKEW);
    if (issued.isAfter(earliest) || claims.timeIfAny("nbf").orElse(issued).isAfter(earliest)) {
      throw new RefusedTokenException(Fault.NOT_YET_VALID);
    }
    if (Duration.between(issued, expires).compareTo(LONGEST_LIFETIME) > 0) {
      throw new RefusedTokenException(Fault.LIFETIME_TOO_LONG);
    }
  }

  private Caller caller(Claims claims) throws RefusedTokenException {
    var subject = claims.text("sub");
    return switch (claims.text("role")) {
      case "researcher" -> researcher(subject, claims);
      case "clinician" -> new Caller.Clinician(subject, organisation(claims));
      case "person" -> new Caller.Person(tag(subject));
      case "custodian" -> new Caller.Custodian(subject);
      case "auditor" -> new Caller.Auditor(subject);
      default -> throw new RefusedTokenException(Fault.ROLE_UNKNOWN);
    };
  }

  private Caller researcher(String subject, Claims claims) throws RefusedTokenException {
    var organisation = organisation(claims);
    var project = claims.text("project");
    if (!organisation.equals(projects.get(project))) {
      throw new RefusedTokenException(Fault.PROJECT_FOREIGN);
    }
    return new Caller.Researcher(subject, organisation, project);
  }

  private String organisation(Claims claims) throws RefusedTokenException {
    var organisation = claims.text("org");
    if (!organisations.contains(organisation)) {
      throw new RefusedTokenException(Fault.ORGANISATION_UNKNOWN);
    }
    return organisation;
  }

  private static PersonTag tag(String subject) throws RefusedTokenException {
    try {
      return PersonTag.parse(subject);
    } catch (IllegalArgumentException _) {
      throw new RefusedTokenException(Fault.CLAIM_MALFORMED);
    }
  }
}
