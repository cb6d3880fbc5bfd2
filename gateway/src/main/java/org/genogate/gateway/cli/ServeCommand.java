package org.genogate.gateway.cli;

import java.io.IOException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.genogate.gateway.config.ConfigException;
import org.genogate.gateway.http.CannotListenException;
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
    try (var signal = StopSignal.install();
        var gateway = start()) {
      out.printf("GenoGate answers at %s; stop it with Ctrl-C.%n", gateway.running().address());
      out.flush();
      signal.await();
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
    } catch (FolderInUseException
        | ConfigException
        | CannotListenException
        | IllegalArgumentException e) {
      throw CommandException.mistake(String.valueOf(e.getMessage()), e);
    } catch (NotDirectoryException e) {
      throw CommandException.mistake("%s is not a folder".formatted(data), e);
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
}
