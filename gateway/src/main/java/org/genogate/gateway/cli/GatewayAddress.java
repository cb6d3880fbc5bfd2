package org.genogate.gateway.cli;

import java.net.URI;
import java.net.URISyntaxException;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/// Reads the address of a gateway, so that a mistake in it is told before anything is sent.
final class GatewayAddress implements ITypeConverter<URI> {

  @Override
  public URI convert(String text) {
    try {
      var address = new URI(text);
      var scheme = address.getScheme();
      if (("http".equals(scheme) || "https".equals(scheme)) && address.getHost() != null) {
        return address;
      }
    } catch (URISyntaxException e) {
      throw wanted();
    }
    throw wanted();
  }

  private static TypeConversionException wanted() {
    return new TypeConversionException("wanted is an address such as http://127.0.0.1:8080/");
  }
}
