package org.genogate.gateway.cli;

import java.io.IOException;
import java.net.ConnectException;
import java.net.Socket;
import java.net.URI;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import org.genogate.gateway.client.GatewayClient;
import org.genogate.gateway.config.ConfigException;
import org.genogate.gateway.http.Listening;
import org.genogate.gateway.node.DataFolder;
import org.genogate.gateway.node.FolderInUseException;
import org.genogate.gateway.node.Gateway;
import org.genogate.gateway.node.RunningGateway;

/// The gateway through which a command works on a data folder: the one that runs on it, or one
/// started for this command alone on a free port of loopback.
sealed interface Reached extends AutoCloseable {

  /// It ran before, and goes on afterwards.
  record Running(RunningGateway gateway) implements Reached {
    @Override
    public void close() {}
  }

  /// It ends with the command.
  record Private(Gateway started) implements Reached {
    @Override
    public RunningGateway gateway() {
      return started.running();
    }

    @Override
    public void close() throws CommandException {
      try {
        started.close();
      } catch (IOException e) {
        throw CommandException.failure("the data folder could not be closed: " + e.getMessage(), e);
      }
    }
  }

  RunningGateway gateway();

  @Override
  void close() throws CommandException;

  default GatewayClient client() {
    return new GatewayClient(gateway().address(), gateway().secret());
  }

  /// @param data made if it is not there
  static Reached at(Path data) throws CommandException {
    try {
      var running = RunningGateway.find(data);
      if (running.isPresent() && answers(running.get().address())) {
        return new Running(running.get());
      }
      var loopback = new Listening("127.0.0.1", 0, new Listening.Transport.Loopback());
      return new Private(
          Gateway.start(new Gateway.Settings(data, data.resolve("gateway.json"), loopback)));
    } catch (FolderInUseException e) {
      throw CommandException.mistake(
          "%s, and no gateway answers there; wait until it is done, or stop it"
              .formatted(e.getMessage()),
          e);
    } catch (NotDirectoryException e) {
      throw CommandException.mistake("%s is not a folder".formatted(data), e);
    } catch (ConfigException e) {
      throw CommandException.mistake(String.valueOf(e.getMessage()), e);
    } catch (IOException e) {
      throw CommandException.failure("the data folder cannot be opened: " + e.getMessage(), e);
    }
  }

  /// As [#at], for commands that make nothing of a folder that is not there.
  static Reached existing(Path data) throws CommandException {
    if (!DataFolder.isAt(data)) {
      throw CommandException.mistake("no data folder at %s".formatted(data));
    }
    return at(data);
  }

  /// A gateway that was killed leaves its file behind.
  static boolean answers(URI address) throws IOException {
    try (var _ = new Socket(address.getHost(), address.getPort())) {
      return true;
    } catch (ConnectException e) {
      return false;
    }
  }
}
