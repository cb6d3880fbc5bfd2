package org.genogate.gateway.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;

/// Runs a command in this process, and keeps what it said.
///
/// @param out standard output
/// @param err standard error
public record Terminal(int exitCode, String out, String err) {

  public static Terminal run(Object... arguments) {
    var out = new ByteArrayOutputStream();
    var err = new ByteArrayOutputStream();
    var words = new String[arguments.length];
    for (int i = 0; i < words.length; i++) {
      words[i] = arguments[i].toString();
    }
    int exitCode =
        new CommandLineInterface(
                new PrintStream(out, true, UTF_8), new PrintStream(err, true, UTF_8))
            .run(words);
    return new Terminal(exitCode, out.toString(UTF_8), err.toString(UTF_8));
  }
}
