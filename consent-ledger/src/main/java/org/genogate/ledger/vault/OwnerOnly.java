package org.genogate.ledger.vault;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;
import java.util.Set;

/// Files that nobody but their owner may read or write.
final class OwnerOnly {

  private static final Set<PosixFilePermission> OWN =
      EnumSet.of(
          PosixFilePermission.OWNER_READ,
          PosixFilePermission.OWNER_WRITE,
          PosixFilePermission.OWNER_EXECUTE);

  private OwnerOnly() {}

  static FileAttribute<Set<PosixFilePermission>> file() {
    return PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
  }

  static FileAttribute<Set<PosixFilePermission>> directory() {
    return PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));
  }

  /// A new file, or a new name, is durable only once its directory is.
  static void syncDirectory(Path directory) throws IOException {
    try (var channel = FileChannel.open(directory, StandardOpenOption.READ)) {
      channel.force(true);
    }
  }

  /// @throws IOException if others have any right to `path`
  static void require(Path path) throws IOException {
    var permissions = Files.getPosixFilePermissions(path);
    if (!OWN.containsAll(permissions)) {
      throw new IOException(
          "%s has permissions %s, which lets others in: chmod go-rwx it"
              .formatted(path, PosixFilePermissions.toString(permissions)));
    }
  }
}
