package org.genogate.gateway.http;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;

/// Where the server listens, and over what.
///
/// @param port 0 for any free one
public record Listening(String host, int port, Transport transport) {

  private static final int HIGHEST_PORT = 65_535;

  /// What carries HTTP.
  public sealed interface Transport {
    /// HTTP/1.1 in the clear; on loopback only.
    record Loopback() implements Transport {}

    /// HTTP/1.1 in the clear; the operator says that a proxy in front speaks TLS.
    record BehindProxy() implements Transport {}

    /// TLS 1.3, HTTP/2 or HTTP/1.1, with a certificate chain and its key as PEM files.
    record Tls(Path certificate, Path key) implements Transport {}
  }

  /// @throws IllegalArgumentException if the host is not loopback and nothing protects what is sent
  public Listening {
    if (port < 0 || port > HIGHEST_PORT) {
      throw new IllegalArgumentException("a port is 0 to %d, not %d".formatted(HIGHEST_PORT, port));
    }
    if (transport instanceof Transport.Loopback && !isLoopback(host)) {
      throw new IllegalArgumentException(
          "%s can be reached from other machines, so it needs --tls-cert and --tls-key, or --behind-proxy if a proxy speaks TLS"
              .formatted(host));
    }
  }

  private static boolean isLoopback(String host) {
    try {
      for (InetAddress address : InetAddress.getAllByName(host)) {
        if (!address.isLoopbackAddress()) {
          return false;
        }
      }
      return true;
    } catch (UnknownHostException e) {
      throw new IllegalArgumentException("no host is named " + host, e);
    }
  }
}
