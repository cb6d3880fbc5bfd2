package org.genogate.gateway.cli;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.function.Function;

/// Files that go from hand to hand between those who agree to a release.
final class Documents {

  /// An entry has at most 64 KiB, and terms less.
  private static final long LARGEST = 1 << 20;

  private Documents() {}

  /// @param meaning says by an IllegalArgumentException what is wrong
  static <T> T read(Path file, Function<byte[], T> meaning) throws CommandException {
    try {
      if (Files.size(file) > LARGEST) {
        throw CommandException.mistake("%s is over 1 MiB".formatted(file));
      }
      return meaning.apply(Files.readAllBytes(file));
    } catch (IllegalArgumentException e) {
      throw CommandException.mistake("%s: %s".formatted(file, e.getMessage()), e);
    } catch (IOException e) {
      throw CommandException.mistake("cannot read %s".formatted(file), e);
    }
  }

  /// Writes a file that is not there yet.
  static void write(Path file, JsonObject document) throws CommandException {
    try {
      Files.writeString(file, document.encodePrettily() + "\n", StandardOpenOption.CREATE_NEW);
    } catch (FileAlreadyExistsException e) {
      throw CommandException.mistake("%s is there already".formatted(file), e);
    } catch (IOException e) {
      throw CommandException.mistake("cannot write %s".formatted(file), e);
    }
  }
}
