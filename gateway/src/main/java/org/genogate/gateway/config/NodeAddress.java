package org.genogate.gateway.config;

import java.net.InetSocketAddress;
import java.util.regex.Pattern;

/// Where a node's link listens, as the other nodes reach it.
///
/// @param host a name or a numeric address; IPv6 without brackets
public record NodeAddress(String host, int port) {

  private static final Pattern SHAPE =
      Pattern.compile("(?:\\[([0-9A-Fa-f:.]+)]|([A-Za-z0-9.-]+)):([0-9]{1,5})");

  private static final int HIGHEST_PORT = 65_535;

  public NodeAddress {
    if (port < 1 || port > HIGHEST_PORT) {
      throw new IllegalArgumentException("a port is 1 to 65535, not " + port);
    }
  }

  /// @throws IllegalArgumentException unless it is `HOST:PORT`
  public static NodeAddress parse(String text) {
    var matcher = SHAPE.matcher(text);
    if (!matcher.matches()) {
      throw new IllegalArgumentException("an address is HOST:PORT, such as 10.0.0.1:5701");
    }
    var bracketed = matcher.group(1);
    var host = bracketed == null ? matcher.group(2) : bracketed;
    return new NodeAddress(host, Integer.parseInt(matcher.group(3)));
  }

  public InetSocketAddress toSocketAddress() {
    return new InetSocketAddress(host, port);
  }

  @Override
  public String toString() {
    return (host.contains(":") ? "[%s]:%d" : "%s:%d").formatted(host, port);
  }
}
