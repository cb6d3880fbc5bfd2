package org.genogate.cluster.process;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.genogate.ledger.event.ValidatorName;
import org.jspecify.annotations.Nullable;

/// A node as its driver sees it: a folder, and one process after another in it. Asked by many
/// threads; killed and started by one.
final class Seat {

  private static final String READY = "0";
  private static final String LOST = "unknown";

  private final ValidatorName name;
  private final Path folder;
  private final List<String> command;
  private final Path errors;
  private final Consumer<String> violation;
  private final AtomicLong ids = new AtomicLong();
  private volatile @Nullable Life life;

  /// One process.
  private static final class Life {
    private final Process process;
    private final Map<String, CompletableFuture<String>> pending = new ConcurrentHashMap<>();

    Life(Process process) {
      this.process = process;
    }
  }

  /// @param errors where what the processes print of errors is added
  /// @param nodes `name=host:port` of each
  /// @param violation told of what must not happen
  Seat(
      ValidatorName name,
      Path folder,
      Path errors,
      List<String> prefix,
      List<String> nodes,
      Consumer<String> violation) {
    this.name = name;
    this.folder = folder;
    this.errors = errors;
    this.violation = violation;
    this.command = new ArrayList<>(prefix);
    command.add(ProcessHandle.current().info().command().orElse("java"));
    // Hazelcast's, which the driver was given as well.
    ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
        .filter(argument -> argument.startsWith("--"))
        .forEach(command::add);
    command.addAll(
        List.of("-ea", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xmx512m", "-classpath"));
    command.add(System.getProperty("java.class.path"));
    command.addAll(List.of(ReplicaProcess.class.getName(), name.value(), folder.toString()));
    command.addAll(nodes);
  }

  ValidatorName name() {
    return name;
  }

  Path folder() {
    return folder;
  }

  /// @return completes once the node takes commands
  CompletableFuture<String> start() throws IOException {
    var process =
        new ProcessBuilder(command)
            .redirectError(ProcessBuilder.Redirect.appendTo(errors.toFile()))
            .start();
    var started = new Life(process);
    var ready = new CompletableFuture<String>();
    started.pending.put(READY, ready);
    life = started;
    Thread.ofPlatform().daemon().name("hear-" + name).start(() -> hear(started));
    return ready;
  }

  private void hear(Life heard) {
    try (var in =
        new BufferedReader(new InputStreamReader(heard.process.getInputStream(), UTF_8))) {
      for (var line = in.readLine(); line != null; line = in.readLine()) {
        var words = line.split(" ", 2);
        var asked = heard.pending.remove(words[0]);
        if (asked != null) {
          asked.complete(words[1]);
        }
      }
    } catch (IOException e) {
      // The end of a process that is killed looks so, too.
    }
    if (heard == life) {
      life = null;
      violation.accept(name + " ended by itself");
    }
    heard.pending.values().forEach(asked -> asked.complete(LOST));
  }

  boolean isUp() {
    return life != null;
  }

  /// @return what the node answers; `unknown` if it ends before
  CompletableFuture<String> ask(String what) {
    var asked = new CompletableFuture<String>();
    var now = life;
    if (now == null) {
      asked.complete(LOST);
      return asked;
    }
    var id = Long.toString(ids.incrementAndGet());
    now.pending.put(id, asked);
    try {
      synchronized (now) {
        var out = now.process.getOutputStream();
        out.write((id + " " + what + "\n").getBytes(UTF_8));
        out.flush();
      }
    } catch (IOException e) {
      asked.complete(LOST);
    }
    if (now != life) {
      // It ended meanwhile, and perhaps before it was asked.
      asked.complete(LOST);
    }
    return asked;
  }

  void kill() {
    var dead = life;
    if (dead != null) {
      life = null;
      var _ = dead.process.destroyForcibly().onExit().join();
    }
  }

  /// Its end, however it comes, is no violation.
  ///
  /// @return whether it came in time
  boolean expectEnd(long most, TimeUnit unit) throws InterruptedException {
    var dying = life;
    life = null;
    if (dying == null || dying.process.waitFor(most, unit)) {
      return true;
    }
    life = dying;
    return false;
  }

  /// Ends it in order.
  void quit() throws InterruptedException {
    var dying = life;
    var _ = ask("quit");
    life = null;
    if (dying != null && !dying.process.waitFor(60, TimeUnit.SECONDS)) {
      violation.accept(name + " does not end");
      dying.process.destroyForcibly();
    }
  }

  void freeze() throws IOException {
    signal("STOP");
  }

  void thaw() throws IOException {
    signal("CONT");
  }

  private void signal(String signal) throws IOException {
    var now = life;
    if (now != null) {
      Shell.run("kill -%s %d".formatted(signal, now.process.pid()));
    }
  }
}
