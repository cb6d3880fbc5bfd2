package org.genogate.gateway;

import org.genogate.gateway.cli.CommandLineInterface;

/// Where the process begins.
public final class Main {

  private Main() {}

  public static void main(String[] arguments) {
    System.exit(new CommandLineInterface(System.out, System.err).run(arguments));
  }
}
