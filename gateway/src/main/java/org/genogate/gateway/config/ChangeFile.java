package org.genogate.gateway.config;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/// A proposal of who is to keep a log, on its way between those who have to sign it.
///
/// @param file the cluster as it would be; a new node joins with it
/// @param enrolments entries that make the new nodes' custodians known, signed already
public record ChangeFile(ClusterFile file, List<byte[]> enrolments) {

  static final String ENROLMENTS = "enrolments";

  public ChangeFile {
    enrolments = enrolments.stream().map(byte[]::clone).toList();
  }

  /// @throws ConfigException if it is not exactly what is wanted
  public static ChangeFile read(Path file) throws ConfigException {
    return StrictFile.read(file, ChangeFile::of);
  }

  /// @param json what [#toJson] made
  /// @throws ConfigException if it is not exactly that
  public static ChangeFile parse(String json) throws ConfigException {
    return StrictFile.parse(json, ChangeFile::of);
  }

  private static ChangeFile of(Place root) throws ConfigException {
    var enrolments = new ArrayList<byte[]>();
    for (var each : root.required(ENROLMENTS).items()) {
      enrolments.add(each.parsed(Base64.getDecoder()::decode));
    }
    var file = ClusterFile.of(root);
    if (file.council().epoch() == 0) {
      throw new ConfigException("change is missing");
    }
    return new ChangeFile(file, enrolments);
  }

  public JsonObject toJson() {
    var entries = enrolments.stream().map(Base64.getEncoder()::encodeToString).toList();
    return file.toJson().put(ENROLMENTS, new JsonArray(entries));
  }

  /// Whole or not at all.
  public void write(Path to) throws IOException {
    var draft = to.resolveSibling(to.getFileName() + ".new");
    Files.writeString(draft, toJson().encodePrettily() + "\n");
    Files.move(draft, to, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }
}
