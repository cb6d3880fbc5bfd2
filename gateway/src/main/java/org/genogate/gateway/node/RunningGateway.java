package org.genogate.gateway.node;

import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;

/// How a command reaches the gateway that runs on a data folder: its address, and a secret that
/// makes whoever can read the folder its custodian. The file is readable by its owner alone and
/// gone when the gateway stops.
///
/// @param secret valid for this run of the gateway only
public record RunningGateway(URI address, String secret) {

  static Path file(Path data) {
    return data.resolve("running.json");
  }

  /// The gateway that says it runs on the folder at `data`, or empty.
  public static Optional<RunningGateway> find(Path data) throws IOException {
    var file = file(data);
    if (!Files.exists(file)) {
      return Optional.empty();
    }
    try {
      var json = new JsonObject(Files.readString(file));
      return Optional.of(
          new RunningGateway(URI.create(json.getString("address")), json.getString("secret")));
    } catch (DecodeException | IllegalArgumentException | NullPointerException e) {
      throw new IOException("%s is not what a running gateway writes".formatted(file), e);
    }
  }

  void write(Path file) throws IOException {
    var partial = file.resolveSibling(file.getFileName() + ".partial");
    Files.deleteIfExists(partial);
    Files.createFile(
        partial,
        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    Files.writeString(
        partial,
        new JsonObject().put("address", address.toString()).put("secret", secret).encode(),
        StandardOpenOption.WRITE);
    Files.move(partial, file, StandardCopyOption.ATOMIC_MOVE);
  }

  @Override
  public String toString() {
    return "gateway at " + address;
  }
}
