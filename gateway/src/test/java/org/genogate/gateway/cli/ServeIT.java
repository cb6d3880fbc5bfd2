package org.genogate.gateway.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// `genogate serve` as a process of its own.
class ServeIT {

  /// What the JVM exits with when SIGTERM ended it in order.
  private static final int TERMINATED = 128 + 15;

  @Test
  void sigtermStopsItInOrder(@TempDir Path folder) throws Exception {
    var data = folder.resolve("data");
    var process = serve(data);
    try (var out = new BufferedReader(new InputStreamReader(process.getInputStream(), UTF_8))) {
      assertThat(out.readLine()).startsWith("GenoGate answers at http://127.0.0.1:");
      assertThat(data.resolve("running.json")).exists();

      process.toHandle().destroy();

      assertThat(process.waitFor(15, TimeUnit.SECONDS)).isTrue();
      assertThat(process.exitValue()).isEqualTo(TERMINATED);
      assertThat(data.resolve("running.json")).doesNotExist();
      assertThat(Terminal.run("verify", "--data", data).exitCode()).isZero();
    } finally {
      process.destroyForcibly();
    }
  }

  private static Process serve(Path data) throws Exception {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "--enable-native-access=ALL-UNNAMED",
            "--sun-misc-unsafe-memory-access=allow",
            "--add-opens=java.base/java.nio=ALL-UNNAMED",
            "-cp",
            System.getProperty("java.class.path"),
            "org.genogate.gateway.Main",
            "serve",
            "--data",
            data.toString(),
            "--port",
            "0")
        .redirectError(ProcessBuilder.Redirect.INHERIT)
        .start();
  }
}
