package org.genogate.gateway.campaign;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;

/// Runs the commands of the machine.
final class Shell {

  private Shell() {}

  /// @throws IOException if the command cannot be run, or says no
  static void run(String line) throws IOException {
    var process = new ProcessBuilder("sh", "-c", line).redirectErrorStream(true).start();
    process.getOutputStream().close();
    var said = new String(process.getInputStream().readAllBytes(), UTF_8);
    int status = process.onExit().join().exitValue();
    if (status != 0) {
      throw new IOException("'%s' ended with %d: %s".formatted(line, status, said.strip()));
    }
  }

  static boolean can(String line) {
    try {
      run(line);
      return true;
    } catch (IOException e) {
      return false;
    }
  }
}
