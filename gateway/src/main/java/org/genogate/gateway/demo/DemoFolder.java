package org.genogate.gateway.demo;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Comparator;
import java.util.List;

/// Where the demo keeps what is not the gateway's own: beside the data, in one folder.
///
/// @param root the demo's folder; the gateway's data folder is inside it
public record DemoFolder(Path root) {

  public Path data() {
    return root.resolve("data");
  }

  public Path config() {
    return data().resolve("gateway.json");
  }

  Path cohort() {
    return root.resolve("cohort.vcf.gz");
  }

  Path callable() {
    return root.resolve("callable.bed");
  }

  Path people() {
    return root.resolve("people.csv");
  }

  Path panel() {
    return root.resolve("panel.tsv");
  }

  Path issuerKeys() {
    return root.resolve("issuer.jwks.json");
  }

  Path token(String name) {
    return root.resolve("tokens").resolve(name + ".token");
  }

  /// Whether the demo's world was made to the end.
  boolean isMade() {
    return Files.exists(made());
  }

  /// Clears what an earlier try left half-made, and nothing else.
  ///
  /// @throws IOException if the folder holds something that is no demo
  void begin() throws IOException {
    if (Files.exists(making())) {
      delete();
    } else if (Files.isDirectory(root) && !isEmpty(root)) {
      throw new IOException(
          "%s holds something else; remove it, or name another folder with --dir".formatted(root));
    }
    Files.createDirectories(
        data(), PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    Files.writeString(making(), "");
  }

  void markMade() throws IOException {
    Files.move(making(), made(), StandardCopyOption.ATOMIC_MOVE);
  }

  private void delete() throws IOException {
    List<Path> parts;
    try (var walk = Files.walk(root)) {
      parts = walk.sorted(Comparator.reverseOrder()).toList();
    }
    for (var part : parts) {
      Files.delete(part);
    }
  }

  private static boolean isEmpty(Path folder) throws IOException {
    try (var entries = Files.list(folder)) {
      return entries.findAny().isEmpty();
    }
  }

  private Path making() {
    return root.resolve("making");
  }

  private Path made() {
    return root.resolve("made");
  }

  /// Writes a file that its owner alone can read.
  static void writePrivately(Path file, String text) throws IOException {
    Files.createDirectories(file.getParent());
    Files.deleteIfExists(file);
    Files.createFile(
        file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    Files.writeString(file, text, StandardOpenOption.WRITE);
  }
}
