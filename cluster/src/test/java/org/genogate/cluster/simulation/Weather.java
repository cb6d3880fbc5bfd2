package org.genogate.cluster.simulation;

import java.time.Duration;

/// How messages fare.
///
/// @param leastMicros that a message takes
/// @param mostMicros that it takes, most of the time
/// @param slow how likely a message takes up to a hundred times as long
/// @param loss how likely it is lost
/// @param doubled how likely it comes twice
/// @param ordered whether messages of one channel keep their order, as the contract of a link says
public record Weather(
    int leastMicros, int mostMicros, double slow, double loss, double doubled, boolean ordered) {

  public static Weather fair() {
    return new Weather(50, 300, 0, 0, 0, true);
  }

  /// Some messages are lost, and the others take up to `most`.
  public static Weather lossy(double loss, Duration most) {
    return new Weather(10, Math.toIntExact(most.toNanos() / 1_000), 0, loss, 0, true);
  }
}
