package org.genogate.gateway.custody;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import org.genogate.ledger.vault.Vault;

/// A small file sealed under the node key, replaced as a whole or not at all. Its name is
/// authenticated with it, so one sealed file cannot stand in for another.
final class SealedFile {

  private final Path path;
  private final byte[] context;
  private final Vault vault;

  /// @param context what the file is, such as `people`; the same for every reader and writer of it
  SealedFile(Path path, String context, Vault vault) {
    this.path = path;
    this.context = ("genogate/file/v1/" + context).getBytes(UTF_8);
    this.vault = vault;
  }

  /// @return empty if there is no such file
  /// @throws IOException if it cannot be read, or was not sealed by this node for this place
  Optional<byte[]> read() throws IOException {
    if (!Files.exists(path)) {
      return Optional.empty();
    }
    var plain = vault.openForNode(Files.readAllBytes(path), context);
    if (plain.isEmpty()) {
      throw new IOException(path.getFileName() + " was not sealed by this node for this place");
    }
    return plain;
  }

  /// Durable once it returns.
  void write(byte[] plain) throws IOException {
    var partial = path.resolveSibling(path.getFileName() + ".partial");
    try (var file =
        FileChannel.open(
            partial,
            StandardOpenOption.CREATE,
            StandardOpenOption.TRUNCATE_EXISTING,
            StandardOpenOption.WRITE)) {
      var sealed = ByteBuffer.wrap(vault.sealForNode(plain, context));
      while (sealed.hasRemaining()) {
        file.write(sealed);
      }
      file.force(true);
    }
    Files.move(partial, path, StandardCopyOption.ATOMIC_MOVE);
    try (var directory = FileChannel.open(path.toAbsolutePath().getParent())) {
      directory.force(true);
    }
  }
}
