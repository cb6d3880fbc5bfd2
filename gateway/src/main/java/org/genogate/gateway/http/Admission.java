package org.genogate.gateway.http;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/// Counts streams, per requester and in all.
final class Admission {

  private static final Duration RETRY_AFTER = Duration.ofSeconds(5);

  private final int perRequester;
  private final int total;

  // Guarded by this.
  private final Map<String, Integer> streams = new HashMap<>();
  private int all;

  Admission(int perRequester, int total) {
    this.perRequester = perRequester;
    this.total = total;
  }

  /// @throws ProblemException 429 for too many of this requester's, 503 for too many in all
  synchronized void enter(String requester) {
    int mine = streams.getOrDefault(requester, 0);
    if (mine >= perRequester) {
      throw new ProblemException(
          new Problem(
              429,
              "too-many-streams",
              "Too many streams at once",
              "at most %d streams of one requester run at once".formatted(perRequester),
              RETRY_AFTER));
    }
    if (all >= total) {
      throw new ProblemException(
          Problem.unavailable("busy", "all places for streams are taken", RETRY_AFTER));
    }
    streams.put(requester, mine + 1);
    all++;
  }

  synchronized void leave(String requester) {
    streams.computeIfPresent(requester, (_, mine) -> mine > 1 ? mine - 1 : null);
    all--;
  }
}
