package org.genogate.gateway.portal;

import io.vertx.core.http.Cookie;
import io.vertx.core.http.CookieSameSite;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.genogate.ledger.event.ConsentId;
import org.genogate.ledger.event.PersonTag;

/// Who is signed in, from one sign-in to the sign-out or a limit.
///
/// A session exists only for someone who signed in, and its name is drawn at that moment: a name
/// planted in a browser before is never adopted. Names are kept as digests, in memory, so a restart
/// signs everybody out. Safe from any thread.
final class Sessions {

  /// `__Host-`: the browser takes it only if Secure, for the path `/`, and from this very host.
  static final String COOKIE = "__Host-genogate";

  /// For a screen that somebody walked away from.
  static final Duration IDLE_LIMIT = Duration.ofMinutes(30);

  /// For a cookie that somebody copied.
  static final Duration ABSOLUTE_LIMIT = Duration.ofHours(8);

  private final Clock clock;
  private final SecureRandom random;
  private final Map<String, Session> byDigest = new ConcurrentHashMap<>();

  Sessions(Clock clock, SecureRandom random) {
    this.clock = clock;
    this.random = random;
  }

  /// Signs a person in, and returns the secret for the cookie.
  String open(PersonTag person) {
    Instant now = clock.instant();
    byDigest.values().removeIf(session -> session.overAt(now));
    String secret = Secrets.draw(random);
    byDigest.put(Secrets.hexDigest(secret), new Session(person, now));
    return secret;
  }

  /// The session that a cookie names, which counts as a sign of life.
  Optional<Session> find(String secret) {
    String digest = Secrets.hexDigest(secret);
    Session session = byDigest.get(digest);
    if (session == null) {
      return Optional.empty();
    }
    Instant now = clock.instant();
    if (session.overAt(now)) {
      byDigest.remove(digest);
      return Optional.empty();
    }
    session.seen(now);
    return Optional.of(session);
  }

  void close(String secret) {
    byDigest.remove(Secrets.hexDigest(secret));
  }

  /// The `Set-Cookie` value. Lax, since under Strict a link from outside would arrive signed out.
  static String cookie(String secret) {
    return bare(secret).encode();
  }

  static String expiredCookie() {
    return bare("").setMaxAge(0).encode();
  }

  private static Cookie bare(String value) {
    return Cookie.cookie(COOKIE, value)
        .setPath("/")
        .setSecure(true)
        .setHttpOnly(true)
        .setSameSite(CookieSameSite.LAX);
  }

  /// One person, signed in.
  static final class Session {

    /// More than anybody makes in a sitting; a script that makes more loses the oldest accounts.
    private static final int CHANGES_KEPT = 50;

    private final PersonTag person;
    private final Instant opened;
    private volatile Instant lastSeen;

    /// Guarded by itself.
    private final LinkedHashMap<ConsentId, ChangeAccount> changes = new LinkedHashMap<>();

    Session(PersonTag person, Instant opened) {
      this.person = person;
      this.opened = opened;
      this.lastSeen = opened;
    }

    PersonTag person() {
      return person;
    }

    /// Remembers what a change did, for the page that tells of it after the redirect.
    void remember(ChangeAccount account) {
      synchronized (changes) {
        changes.putLast(account.change().consent(), account);
        if (changes.size() > CHANGES_KEPT) {
          changes.pollFirstEntry();
        }
      }
    }

    Optional<ChangeAccount> change(ConsentId consent) {
      synchronized (changes) {
        return Optional.ofNullable(changes.get(consent));
      }
    }

    private void seen(Instant now) {
      lastSeen = now;
    }

    private boolean overAt(Instant now) {
      return !now.isBefore(lastSeen.plus(IDLE_LIMIT)) || !now.isBefore(opened.plus(ABSOLUTE_LIMIT));
    }
  }
}
