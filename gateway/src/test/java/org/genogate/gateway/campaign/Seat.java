package org.genogate.gateway.campaign;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.genogate.gateway.node.RunningGateway;
import org.jspecify.annotations.Nullable;

/// A node as its driver sees it: a folder, and one `genogate serve` after another in it. Asked by
/// many threads; killed and started by one.
final class Seat implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final int number;
  private final Path data;
  private final Path config;
  private final Abilities abilities;
  private final Consumer<String> violation;
  private final HttpClient http =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(Duration.ofSeconds(3))
          .build();
  private volatile @Nullable Process process;

  /// What a node answered.
  ///
  /// @param status 0 if it did not
  record Reply(int status, JsonObject json) {}

  /// @param violation told of what must not happen
  Seat(int number, World world, Abilities abilities, Consumer<String> violation) {
    this.number = number;
    this.data = world.data(number);
    this.config = world.config();
    this.abilities = abilities;
    this.violation = violation;
  }

  int number() {
    return number;
  }

  String name() {
    return World.name(number).value();
  }

  Path data() {
    return data;
  }

  /// What the processes say.
  Path log() {
    return data.resolveSibling("log");
  }

  private Path clock() {
    return data.resolveSibling("clock");
  }

  boolean isUp() {
    return process != null;
  }

  void start() throws IOException {
    Files.deleteIfExists(data.resolve("running.json"));
    var command = new ArrayList<>(abilities.network().prefix(number));
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    // Hazelcast's, which the driver was given as well.
    ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
        .filter(argument -> argument.startsWith("--"))
        .forEach(command::add);
    command.addAll(
        List.of("-ea", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xmx384m", "-cp"));
    command.add(System.getProperty("java.class.path"));
    command.addAll(List.of("org.genogate.gateway.Main", "serve", "--data", data.toString()));
    command.addAll(List.of("--config", config.toString()));
    command.addAll(abilities.network().serving(number));
    var builder =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(log().toFile()));
    setClock(Duration.ZERO);
    builder.environment().putAll(abilities.clockOf(clock()));
    var started = builder.start();
    process = started;
    var _ =
        started
            .onExit()
            .thenAccept(ended -> {
              if (ended.equals(process)) {
                process = null;
                violation.accept("%s ended by itself, %d".formatted(name(), ended.exitValue()));
              }
            });
  }

  /// The node's wall clock is ahead of ours by so much, within a second.
  void setClock(Duration ahead) throws IOException {
    var file =
        Files.writeString(
            clock().resolveSibling("clock.new"), "%+d\n".formatted(ahead.toSeconds()));
    Files.move(file, clock(), StandardCopyOption.ATOMIC_MOVE);
  }

  void kill() {
    var dying = process;
    if (dying != null) {
      process = null;
      var _ = dying.destroyForcibly().onExit().join();
    }
  }

  /// Its end, however it comes, is no violation.
  ///
  /// @return whether it came in time
  boolean expectEnd(Duration most) throws InterruptedException {
    var dying = process;
    process = null;
    if (dying == null || dying.waitFor(most.toMillis(), TimeUnit.MILLISECONDS)) {
      return true;
    }
    process = dying;
    return false;
  }

  void freeze() throws IOException {
    signal("STOP");
  }

  void thaw() throws IOException {
    signal("CONT");
  }

  private void signal(String signal) throws IOException {
    var now = process;
    if (now != null) {
      Shell.run("kill -%s %d".formatted(signal, now.pid()));
    }
  }

  /// From now on each write that the node forces to its disk takes so much longer. The node is
  /// traced meanwhile, so all of it is slower.
  ///
  /// @return for [#atUsualSpeed]
  Process slowedDisk(Duration each) throws IOException {
    var now = process;
    return new ProcessBuilder(
            "strace",
            "-f",
            "-qq",
            "-o",
            "/dev/null",
            "-e",
            "trace=fsync,fdatasync",
            "-e",
            "inject=fsync,fdatasync:delay_enter=" + each.toNanos() / 1000,
            "-p",
            Long.toString(now == null ? 0 : now.pid()))
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
        .start();
  }

  /// Ends the tracer so that it lets the node go.
  ///
  /// @throws IOException if it ended before, so that nothing was slow
  static void atUsualSpeed(Process tracer) throws IOException, InterruptedException {
    if (!tracer.isAlive()) {
      throw new IOException("strace ended with %d".formatted(tracer.exitValue()));
    }
    Shell.run("kill -INT " + tracer.pid());
    var _ = tracer.waitFor();
  }

  /// Where it answers, once it does.
  Optional<RunningGateway> running() throws IOException {
    return RunningGateway.find(data);
  }

  /// As its custodian.
  Reply get(String path) throws InterruptedException {
    return ask(path, "", HttpRequest.Builder::GET);
  }

  /// @param token empty for its custodian
  Reply post(String path, String token, JsonObject body) throws InterruptedException {
    return ask(
        path, token, request -> request.POST(HttpRequest.BodyPublishers.ofString(body.encode())));
  }

  private Reply ask(String path, String token, UnaryOperator<HttpRequest.Builder> method)
      throws InterruptedException {
    try {
      var running = running();
      if (isUp() && running.isPresent()) {
        var bearer = token.isEmpty() ? running.get().secret() : token;
        var request =
            HttpRequest.newBuilder(at(running.get(), path))
                .timeout(PATIENCE)
                .header("authorization", "Bearer " + bearer)
                .header("content-type", "application/json");
        var response = http.send(method.apply(request).build(), BodyHandlers.ofString());
        return new Reply(response.statusCode(), json(response.body()));
      }
    } catch (IOException | IllegalArgumentException e) {
      // It ended, or was ended, or does not hear us.
    }
    return new Reply(0, new JsonObject());
  }

  private static URI at(RunningGateway running, String path) {
    return running.address().resolve(path);
  }

  private static JsonObject json(String body) {
    return body.startsWith("{") && body.indexOf('\n') < 0 ? new JsonObject(body) : new JsonObject();
  }

  boolean isReady() throws InterruptedException {
    return get("/health/ready").status() == 200;
  }

  /// Ends it in order, if it can.
  @Override
  public void close() {
    try {
      thaw();
      var dying = process;
      process = null;
      if (dying != null) {
        dying.destroy();
        if (!dying.waitFor(60, TimeUnit.SECONDS)) {
          violation.accept(name() + " does not end");
          var _ = dying.destroyForcibly();
        }
      }
    } catch (IOException e) {
      kill();
    } catch (InterruptedException e) {
      kill();
      Thread.currentThread().interrupt();
    } finally {
      http.shutdownNow();
    }
  }
}
