package org.genogate.cluster.simulation;

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
}
