package org.genogate.gateway.demo;

import java.io.IOException;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import org.genogate.gateway.identity.Caller;
import org.genogate.gateway.identity.TokenIssuer;
import org.genogate.ledger.event.PersonTag;

/// Mints the demo's bearer tokens and writes them beside the data, each readable by its owner
/// alone.
final class DemoTokens {

  static final String ISSUER = "https://issuer.demo.invalid";
  static final String AUDIENCE = "genogate-demo";

  private static final Duration LIFETIME = Duration.ofHours(12);

  private final DemoFolder folder;
  private final TokenIssuer issuer;

  /// Makes an issuer with a new key, and writes the key where the configuration looks for it.
  DemoTokens(DemoFolder folder, SecureRandom random, Clock clock) throws IOException {
    this.folder = folder;
    this.issuer = TokenIssuer.create(ISSUER, AUDIENCE, random, clock);
    var _ = issuer.writeKeys(folder.issuerKeys());
  }

  void write(PersonTag patient) throws IOException {
    write(
        "researcher",
        new Caller.Researcher("researcher-204", DemoWorld.ORGANISATION, DemoWorld.PROJECT));
    write(
        "other-researcher",
        new Caller.Researcher("researcher-311", DemoWorld.ORGANISATION, DemoWorld.OTHER_PROJECT));
    write("clinician", new Caller.Clinician("clinician-17", DemoWorld.HOSPITAL));
    write("patient", new Caller.Person(patient));
    write("custodian", new Caller.Custodian("custodian-1"));
    write("auditor", new Caller.Auditor("auditor-1"));
  }

  private void write(String name, Caller caller) throws IOException {
    DemoFolder.writePrivately(folder.token(name), issuer.mint(caller, LIFETIME) + "\n");
  }
}
