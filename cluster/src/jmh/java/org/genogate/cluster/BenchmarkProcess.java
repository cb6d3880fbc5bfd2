package org.genogate.cluster;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// A [BenchmarkNode] as a child of this process, with this process's options.
final class BenchmarkProcess implements AutoCloseable {

  private final Process process;
  private final BufferedReader answers;

  BenchmarkProcess(String name, Path folder, List<String> members) throws IOException {
    var command = new ArrayList<String>();
    command.add(ProcessHandle.current().info().command().orElse("java"));
    ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
        .filter(option -> option.startsWith("--") || option.startsWith("-X"))
        .forEach(command::add);
    command.addAll(List.of("-classpath", System.getProperty("java.class.path")));
    command.addAll(List.of(BenchmarkNode.class.getName(), name, folder.toString()));
    command.addAll(members);
    this.process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
    this.answers = new BufferedReader(new InputStreamReader(process.getInputStream(), UTF_8));
  }

  /// @return the line it answers
  String ask(String what) throws IOException {
    var out = process.getOutputStream();
    out.write((what + "\n").getBytes(UTF_8));
    out.flush();
    var answer = answers.readLine();
    if (answer == null) {
      throw new IOException("a node ended");
    }
    return answer;
  }

  Duration cpu() {
    return process.info().totalCpuDuration().orElse(Duration.ZERO);
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
