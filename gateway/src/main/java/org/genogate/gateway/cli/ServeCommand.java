package org.genogate.gateway.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.genogate.gateway.config.ConfigException;
import org.genogate.gateway.http.Listening;
import org.genogate.gateway.http.Listening.Transport;
import org.genogate.gateway.node.FolderInUseException;
import org.genogate.gateway.node.Gateway;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// Runs a gateway until it is told to stop.
@Command(
    name = "serve",
    description = "Run a gateway on a data folder until Ctrl-C or SIGTERM.",
    mixinStandardHelpOptions = true,
    sortOptions = false)
final class ServeCommand implements Callable<Integer> {

  @Spec private CommandSpec spec = CommandSpec.create();

  @Option(names = "--data", required = true, description = "The data folder; made if absent.")
  private Path data = Path.of("");

  @Option(
      names = "--config",
      description = "The configuration file (default: gateway.json in the data folder).")
  private @Nullable Path config;

  @Option(names = "--host", description = "The address to listen on (default: ${DEFAULT-VALUE}).")
  private String host = "127.0.0.1";

  @Option(
      names = "--port",
      description = "The port, 0 for any free one (default: ${DEFAULT-VALUE}).")
  private int port = 8080;

  @Option(names = "--tls-cert", description = "Certificate chain, PEM; with --tls-key.")
  private @Nullable Path tlsCertificate;

  @Option(names = "--tls-key", description = "Its private key, PEM (PKCS#8).")
  private @Nullable Path tlsKey;

  @Option(
      names = "--behind-proxy",
      description = "A proxy in front speaks TLS: allow another address than loopback without it.")
  private boolean behindProxy;

  @Override
  public Integer call() throws CommandException, InterruptedException {
    var out = spec.commandLine().getOut();
    var gateway = start();
    try {
      out.printf("GenoGate answers at %s; stop it with Ctrl-C.%n", gateway.running().address());
      out.flush();
      serveUntilStopped(gateway);
    } catch (IOException e) {
      throw CommandException.failure("stopping failed: " + e.getMessage(), e);
    }
    return 0;
  }

  private Gateway start() throws CommandException {
    var file = config == null ? data.resolve("gateway.json") : config;
    try {
      return Gateway.start(
          new Gateway.Settings(data, file, new Listening(host, port, transport())));
    } catch (FolderInUseException | ConfigException | IllegalArgumentException e) {
      throw CommandException.mistake(String.valueOf(e.getMessage()), e);
    } catch (IOException e) {
      throw CommandException.failure("cannot serve: " + e.getMessage(), e);
    }
  }

  private Transport transport() throws CommandException {
    if ((tlsCertificate == null) != (tlsKey == null)) {
      throw CommandException.mistake("--tls-cert and --tls-key go together");
    }
    if (tlsCertificate != null && tlsKey != null) {
      return new Transport.Tls(tlsCertificate, tlsKey);
    }
    return behindProxy ? new Transport.BehindProxy() : new Transport.Loopback();
  }

  /// Returns once a signal came and the gateway has stopped. The process lives until then.
  static void serveUntilStopped(Gateway gateway) throws InterruptedException, IOException {
    var asked = new CountDownLatch(1);
    var stopped = new CountDownLatch(1);
    // The hook must not wait for this thread's end: that ends in an exit, which waits for the
    // hooks.
    Runtime.getRuntime()
        .addShutdownHook(
            new Thread(() -> {
              asked.countDown();
              awaitUninterrupted(stopped);
            }));
    try (gateway) {
      asked.await();
    } finally {
      stopped.countDown();
    }
  }

  private static void awaitUninterrupted(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
