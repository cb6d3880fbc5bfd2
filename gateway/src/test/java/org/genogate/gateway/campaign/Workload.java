package org.genogate.gateway.campaign;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.locks.LockSupport;
import org.apache.arrow.memory.RootAllocator;
import org.genogate.gateway.campaign.Promise.Kind;
import org.genogate.gateway.campaign.World.Someone;

/// People who allow and stop, at any node, and researchers who ask each node all the time: short
/// questions, and streams that they read slowly.
@SuppressWarnings("try") // whoever interrupts the test wants it to end
final class Workload implements AutoCloseable {

  private static final String SHORT = "22:20000000-20000400";
  private static final String LONG = "22";

  /// So that a stream lasts about twenty seconds.
  private static final long SLOWLY_NANOS = 3_000_000;

  private static final Duration BETWEEN_QUESTIONS = Duration.ofMillis(100);
  private static final Duration AGAIN = Duration.ofMillis(200);

  private final List<Seat> seats;
  private final World world;
  private final History history;
  private final DosageReader reader;
  private final RootAllocator allocator = new RootAllocator();
  private final List<Thread> callers = new ArrayList<>();
  private volatile boolean ended;

  Workload(List<Seat> seats, World world, History history, long seed) {
    this.seats = seats;
    this.world = world;
    this.history = history;
    this.reader = new DosageReader(world, allocator);
    for (var someone : world.people()) {
      start(seed, random -> liveOn(someone, random));
    }
    for (var seat : seats) {
      var brief = world.researcher("brief-" + seat.name());
      var slow = world.researcher("slow-" + seat.name());
      start(seed, _ -> question(seat, brief));
      start(seed, _ -> ask(seat, LONG, slow, SLOWLY_NANOS));
    }
  }

  /// What is done again and again.
  @FunctionalInterface
  private interface Step {
    void take(Random random) throws InterruptedException, IOException;
  }

  private void start(long seed, Step step) {
    var random = new Random(seed * 1_000 + callers.size());
    callers.add(
        Thread.ofVirtual()
            .start(() -> {
              try {
                while (!ended) {
                  step.take(random);
                }
              } catch (InterruptedException | IOException | RuntimeException e) {
                history.violated("a caller ended: " + e);
              }
            }));
  }

  private static void rest(Duration duration) {
    LockSupport.parkNanos(duration.toNanos());
  }

  private static void rest(Random random, int least, int most) {
    rest(Duration.ofMillis(random.nextInt(least, most)));
  }

  private void question(Seat seat, String token) throws IOException {
    rest(BETWEEN_QUESTIONS);
    ask(seat, SHORT, token, 0);
  }

  private void ask(Seat seat, String region, String token, long pauseNanos) throws IOException {
    var running = seat.running();
    if (!seat.isUp() || running.isEmpty()) {
      rest(AGAIN);
      return;
    }
    var outcome =
        reader.read(seat, running.get().address(), region, token, pauseNanos, () -> ended);
    outcome.reading().ifPresent(history::read);
    if (outcome.reading().isEmpty()) {
      history.replied("read", outcome.status());
      rest(AGAIN);
    }
  }

  /// Allows, and after a while takes it back in one way or another.
  private void liveOn(Someone someone, Random random) throws InterruptedException {
    var granted = untilPromised(random, seat -> grant(seat, someone, random));
    rest(random, 1_000, 5_000);
    switch (random.nextInt(4)) {
      case 0 -> {
        var denied = untilPromised(random, seat -> deny(seat, someone));
        rest(random, 300, 1_500);
        untilPromised(random, seat -> stopOne(seat, someone, denied));
        untilPromised(random, seat -> stopAll(seat, someone, random));
      }
      case 1 -> untilPromised(random, seat -> stopOne(seat, someone, granted));
      default -> untilPromised(random, seat -> stopAll(seat, someone, random));
    }
    rest(random, 300, 1_500);
  }

  /// Something that a person asks of a node.
  @FunctionalInterface
  private interface Wish {
    /// @return the consent that it names; empty if it was not acknowledged
    String of(Seat seat) throws InterruptedException;
  }

  private static final String NOTHING = "";
  private static final String EVERYTHING = "everything";

  private String untilPromised(Random random, Wish wish) throws InterruptedException {
    while (!ended) {
      var consent = wish.of(seats.get(random.nextInt(seats.size())));
      if (!consent.equals(NOTHING)) {
        return consent;
      }
      rest(AGAIN);
    }
    return NOTHING;
  }

  private String grant(Seat seat, Someone someone, Random random) throws InterruptedException {
    var wish = new JsonObject().put("kind", "grant").put("use", "HMB");
    return isAtTheDesk(seat, someone, random)
        ? promise(
            Kind.GRANT,
            seat,
            someone,
            "/v1/custodian/consents",
            "",
            wish.put("person", someone.sample()))
        : promise(Kind.GRANT, seat, someone, "/v1/me/consents", someone.token(), wish);
  }

  private String deny(Seat seat, Someone someone) throws InterruptedException {
    return promise(
        Kind.DENY,
        seat,
        someone,
        "/v1/me/consents",
        someone.token(),
        new JsonObject().put("kind", "denial").put("use", "HMB"));
  }

  /// What an earlier answer named; a node that is behind does not know it yet.
  private String stopOne(Seat seat, Someone someone, String consent) throws InterruptedException {
    if (consent.equals(NOTHING)) {
      return NOTHING;
    }
    long askedAt = System.nanoTime();
    var reply =
        seat.post(
            "/v1/me/consents/%s/revocation".formatted(consent), someone.token(), new JsonObject());
    return noted(Kind.STOP_ONE, someone, askedAt, reply, consent);
  }

  private String stopAll(Seat seat, Someone someone, Random random) throws InterruptedException {
    return isAtTheDesk(seat, someone, random)
        ? promise(
            Kind.STOP_ALL,
            seat,
            someone,
            "/v1/custodian/revocations",
            "",
            new JsonObject().put("person", someone.sample()))
        : promise(
            Kind.STOP_ALL, seat, someone, "/v1/me/revocation", someone.token(), new JsonObject());
  }

  /// Their custodian's node knows them by name; elsewhere they come with a token.
  private static boolean isAtTheDesk(Seat seat, Someone someone, Random random) {
    return seat.number() == someone.home() && random.nextBoolean();
  }

  private String promise(
      Kind kind, Seat seat, Someone someone, String path, String token, JsonObject body)
      throws InterruptedException {
    long askedAt = System.nanoTime();
    var reply = seat.post(path, token, body);
    return noted(kind, someone, askedAt, reply, reply.json().getString("consentId", EVERYTHING));
  }

  private String noted(Kind kind, Someone someone, long askedAt, Seat.Reply reply, String consent) {
    if (reply.status() / 100 != 2) {
      history.replied(kind.name(), reply.status());
      return NOTHING;
    }
    history.promised(
        new Promise(
            kind,
            someone.name(),
            kind == Kind.STOP_ALL ? "" : consent,
            reply.json().getLong("ledgerIndex"),
            askedAt,
            System.nanoTime()));
    return consent;
  }

  /// One thing that is obeyed everywhere, and one question, are answered by this node now.
  boolean isServedBy(Seat seat) throws InterruptedException, IOException {
    var running = seat.running();
    if (running.isEmpty() || !seat.isReady()) {
      return false;
    }
    var someone = world.people().get(seat.number());
    if (stopAll(seat, someone, new Random(0)).equals(NOTHING)) {
      return false;
    }
    var token = world.researcher("settled-" + seat.name());
    var outcome = reader.read(seat, running.get().address(), SHORT, token, 0, () -> false);
    outcome.reading().ifPresent(history::read);
    return outcome.status() == 200 || outcome.status() == 403;
  }

  /// Ends after what each caller waits for.
  @Override
  public void close() {
    ended = true;
    try {
      for (var caller : callers) {
        caller.join();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    allocator.close();
  }
}
