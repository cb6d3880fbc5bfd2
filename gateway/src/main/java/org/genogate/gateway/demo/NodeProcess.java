package org.genogate.gateway.demo;

import java.io.File;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.genogate.gateway.client.GatewayClient;
import org.genogate.gateway.client.GatewayException;
import org.genogate.gateway.node.RunningGateway;

/// A gateway in a process of its own, as like this one as can be: same Java, same flags, same
/// classes.
final class NodeProcess implements AutoCloseable {

  private static final String MAIN = "org.genogate.gateway.Main";
  private static final int READY_TRIES = 900;
  private static final int TRY_MILLIS = 100;
  private static final int STOP_SECONDS = 30;

  private final Path data;
  private final Process process;

  private NodeProcess(Path data, Process process) {
    this.data = data;
    this.process = process;
  }

  /// @param log what it says goes there
  static NodeProcess start(Path data, Path config, Path log) throws IOException {
    return start(data, config, log, System.getProperty("java.class.path"));
  }

  /// As another installation.
  ///
  /// @param classPath where its classes lie
  static NodeProcess start(Path data, Path config, Path log, String classPath) throws IOException {
    Files.deleteIfExists(data.resolve("running.json"));
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    for (var flag : ManagementFactory.getRuntimeMXBean().getInputArguments()) {
      // A test's own agent and settings are not the node's.
      if (flag.startsWith("-X") || flag.startsWith("--")) {
        command.add(flag);
      }
    }
    command.addAll(List.of("-cp", classPath, MAIN, "serve", "--port", "0"));
    command.addAll(List.of("--data", data.toString(), "--config", config.toString()));
    var output = ProcessBuilder.Redirect.appendTo(new File(log.toString()));
    var process =
        new ProcessBuilder(command)
            .redirectInput(ProcessBuilder.Redirect.from(new File("/dev/null")))
            .redirectOutput(output)
            .redirectError(output)
            .start();
    return new NodeProcess(data, process);
  }

  Path data() {
    return data;
  }

  /// Returns once it answers, and may.
  void awaitReady() throws StoryException, IOException, InterruptedException {
    for (int tries = 0; tries < READY_TRIES; tries++) {
      if (!process.isAlive()) {
        throw new StoryException("a node ended by itself; its log is beside its data");
      }
      if (isReady()) {
        return;
      }
      TimeUnit.MILLISECONDS.sleep(TRY_MILLIS);
    }
    throw new StoryException("a node was not ready in time; its log is beside its data");
  }

  private boolean isReady() throws IOException {
    var running = RunningGateway.find(data);
    if (running.isEmpty()) {
      return false;
    }
    try (var client = new GatewayClient(running.get().address(), "")) {
      return client.get("/health/ready").getBoolean("well");
    } catch (GatewayException e) {
      return false;
    }
  }

  RunningGateway running() throws IOException {
    return RunningGateway.find(data).orElseThrow(() -> new IOException("the node does not run"));
  }

  /// For whoever holds this token.
  GatewayClient client(String token) throws IOException {
    return new GatewayClient(running().address(), token);
  }

  /// For its custodian.
  GatewayClient custodian() throws IOException {
    return client(running().secret());
  }

  /// As a power cut would, but for what the system has still to write.
  void kill() throws InterruptedException {
    var _ = process.destroyForcibly().waitFor();
  }

  /// It neither hears nor says anything from now on, and does not know it.
  void freeze() throws IOException, InterruptedException {
    signal("STOP");
  }

  void thaw() throws IOException, InterruptedException {
    signal("CONT");
  }

  private void signal(String name) throws IOException, InterruptedException {
    var sent = new ProcessBuilder("kill", "-" + name, Long.toString(process.pid())).start();
    if (sent.waitFor() != 0) {
      throw new IOException("the node could not be sent " + name);
    }
  }

  /// Returns once it ended.
  void await() throws InterruptedException {
    var _ = process.waitFor();
  }

  @Override
  public void close() {
    try {
      if (process.isAlive()) {
        thaw();
        process.destroy();
      }
      if (!process.waitFor(STOP_SECONDS, TimeUnit.SECONDS)) {
        kill();
      }
    } catch (IOException e) {
      var _ = process.destroyForcibly();
    } catch (InterruptedException e) {
      var _ = process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}
