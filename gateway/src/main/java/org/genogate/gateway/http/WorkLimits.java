package org.genogate.gateway.http;

import java.time.Duration;

/// How much may go on at once.
///
/// @param cores computations at a time
/// @param minBytesPerSecond a reader that takes less is cut, once it lags `patience` behind
public record WorkLimits(
    int cores,
    int streamsPerRequester,
    int streamsTotal,
    long minBytesPerSecond,
    Duration patience) {
  public WorkLimits {
    if (cores < 1 || streamsPerRequester < 1 || streamsTotal < 1 || minBytesPerSecond < 1) {
      throw new IllegalArgumentException("every limit is at least 1");
    }
    if (!patience.isPositive()) {
      throw new IllegalArgumentException("patience is some time, not " + patience);
    }
  }
}
