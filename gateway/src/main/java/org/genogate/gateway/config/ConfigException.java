package org.genogate.gateway.config;

/// A configuration that cannot be used. The message names the file, the place in it and what is
/// wanted there, in one line.
public final class ConfigException extends Exception {

  private static final long serialVersionUID = 1L;

  ConfigException(String message) {
    super(message);
  }

  public ConfigException(String message, Throwable cause) {
    super(message, cause);
  }
}
