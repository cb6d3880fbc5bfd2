package org.genogate.gateway.http;

import java.time.Duration;

/// What a request may weigh, and how long a stop may take.
///
/// @param requestBytes of a request's body
/// @param stopWithin from the wish to stop until the last socket is closed
public record ServerLimits(int requestBytes, Duration stopWithin) {

  /// Of all header fields together; a token takes at most half of it.
  static final int HEADER_BYTES = 16 * 1024;

  /// Of the request line, or of HTTP/2's `:path`.
  static final int TARGET_BYTES = 8 * 1024;

  public ServerLimits {
    if (requestBytes < 1 || !stopWithin.isPositive()) {
      throw new IllegalArgumentException("every limit is more than nothing");
    }
  }
}
