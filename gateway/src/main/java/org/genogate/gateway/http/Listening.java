package org.genogate.gateway.http;

import java.nio.file.Path;

/// Where the server listens, and over what.
///
/// @param port 0 for any free one
public record Listening(String host, int port, Transport transport) {

  /// What carries HTTP.
  public sealed interface Transport {
    /// HTTP/1.1 in the clear; on loopback only.
    record Loopback() implements Transport {}

    /// HTTP/1.1 in the clear; the operator says that a proxy in front speaks TLS.
    record BehindProxy() implements Transport {}

    /// TLS 1.3, HTTP/2 or HTTP/1.1.
    record Tls(Path certificate, Path key) implements Transport {}
  }

  /// @throws IllegalArgumentException if the host is not loopback and nothing protects what is sent
  public Listening {
    if (port < 0 || port > 65_535) {
      throw new IllegalArgumentException("a port is 0 to 65535, not " + port);
    }
  }
}
