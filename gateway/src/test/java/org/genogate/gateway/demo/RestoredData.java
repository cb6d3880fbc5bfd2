package org.genogate.gateway.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Comparator;

/// A data folder made of a backup, as the command's help says.
final class RestoredData {

  private RestoredData() {}

  /// What is in the folder is lost, as with a disk.
  static void unpack(Path archive, Path data, byte[] masterKey)
      throws IOException, InterruptedException {
    try (var walk = Files.walk(data)) {
      for (var path : walk.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    }
    Files.createDirectory(data);
    var tar =
        new ProcessBuilder("tar", "-xf", archive.toString(), "-C", data.toString())
            .inheritIO()
            .start();
    assertThat(tar.waitFor()).isZero();
    Files.write(data.resolve("master.key"), masterKey);
    Files.setPosixFilePermissions(
        data.resolve("master.key"), PosixFilePermissions.fromString("rw-------"));
  }
}
