package org.genogate.gateway.config;

import java.time.Duration;

/// How much is allowed at once.
///
/// @param requestBytes of a request's body
/// @param batchBytes of one batch of a streamed answer
/// @param stopWithin how long a graceful stop may take
public record Limits(
    int streamsPerRequester,
    int streamsTotal,
    long minBytesPerSecond,
    int requestBytes,
    int regionsPerQuery,
    int samplesPerQuery,
    int batchBytes,
    Duration stopWithin) {

  /// Sized for one node of two cores: 1,024 streams of one 256 KiB batch each stay below 512 MiB.
  public static final Limits DEFAULT =
      new Limits(8, 1024, 4096, 1 << 20, 1000, 100_000, 256 * 1024, Duration.ofSeconds(20));
}
