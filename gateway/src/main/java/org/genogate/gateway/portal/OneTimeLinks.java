package org.genogate.gateway.portal;

import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.genogate.ledger.event.PersonTag;

/// Codes by which the custodian lets a person sign in, each for one use within 15 minutes.
///
/// Only digests are kept, in memory: a restart ends every code, and a dump of the heap opens no
/// session. Safe from any thread.
public final class OneTimeLinks {

  /// Long enough to walk from the desk to a computer, short enough for a screen left open.
  static final Duration LIFETIME = Duration.ofMinutes(15);

  private final Clock clock;
  private final SecureRandom random;
  private final Object lock = new Object();

  /// Guarded by `lock`.
  private final List<Issued> issued = new ArrayList<>();

  public OneTimeLinks(Clock clock, SecureRandom random) {
    this.clock = clock;
    this.random = random;
  }

  /// A new code for this person, 43 characters that a URL's fragment can hold.
  public String issue(PersonTag person) {
    String code = Secrets.draw(random);
    synchronized (lock) {
      forgetExpired();
      issued.add(new Issued(Secrets.digest(code), person, clock.instant().plus(LIFETIME)));
    }
    return code;
  }

  /// Uses a code up. Every live code is compared whole, so the time tells nothing of any.
  ///
  /// @return empty if the code is unknown, used before or too old: the three are never told apart
  Optional<PersonTag> redeem(String code) {
    byte[] asked = Secrets.digest(code);
    synchronized (lock) {
      forgetExpired();
      Optional<Issued> found = Optional.empty();
      for (Issued candidate : issued) {
        if (MessageDigest.isEqual(candidate.digest(), asked)) {
          found = Optional.of(candidate);
        }
      }
      found.ifPresent(issued::remove);
      return found.map(Issued::person);
    }
  }

  private void forgetExpired() {
    Instant now = clock.instant();
    issued.removeIf(link -> !now.isBefore(link.expires()));
  }

  /// Compared by identity when removed, so that no array is compared by accident.
  private static final class Issued {
    private final byte[] digest;
    private final PersonTag person;
    private final Instant expires;

    Issued(byte[] digest, PersonTag person, Instant expires) {
      this.digest = digest;
      this.person = person;
      this.expires = expires;
    }

    byte[] digest() {
      return digest;
    }

    PersonTag person() {
      return person;
    }

    Instant expires() {
      return expires;
    }
  }
}
