package org.genogate.gateway.node;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import org.genogate.ledger.vault.Vault;

/// A data folder that this process owns until it closes it. One process owns a folder at a time.
public final class DataFolder implements AutoCloseable {

  private final Path path;
  private final FileChannel channel;
  private final FileLock lock;

  private DataFolder(Path path, FileChannel channel, FileLock lock) {
    this.path = path;
    this.channel = channel;
    this.lock = lock;
  }

  /// Takes the folder at `path`, making it (readable by its owner alone) if it is not there.
  ///
  /// @throws FolderInUseException if another process has it
  public static DataFolder own(Path path) throws IOException, FolderInUseException {
    if (!Files.isDirectory(path)) {
      if (Files.exists(path)) {
        throw new NotDirectoryException(path.toString());
      }
      Files.createDirectories(
          path, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    }
    var channel =
        FileChannel.open(path.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    try {
      var lock = channel.tryLock();
      if (lock != null) {
        return new DataFolder(path, channel, lock);
      }
    } catch (OverlappingFileLockException e) {
      channel.close();
      throw new FolderInUseException("this process already has the data folder open", e);
    }
    channel.close();
    throw new FolderInUseException("another process has the data folder open");
  }

  /// Whether something was taken into custody at `path`, or could have been.
  public static boolean isAt(Path path) {
    return Files.exists(masterKey(path));
  }

  public Path path() {
    return path;
  }

  /// Where the master key lies. Whoever has it and the folder can read everything.
  public Path masterKey() {
    return masterKey(path);
  }

  private static Path masterKey(Path data) {
    return data.resolve("master.key");
  }

  public Path vault() {
    return path.resolve("vault");
  }

  /// Opens the vault, or makes one on first use.
  public Vault openVault(SecureRandom random) throws IOException {
    return Files.exists(masterKey())
        ? Vault.open(vault(), masterKey(), random)
        : Vault.create(vault(), masterKey(), random);
  }

  public Path ledger() {
    return path.resolve("ledger");
  }

  /// Whether a ledger was begun here, or is about to be by a cluster.
  public boolean hasLedger() {
    return Files.exists(ledger().resolve("origin")) || Files.exists(cluster());
  }

  /// What the node keeps of its cluster, if it is in one.
  public Path cluster() {
    return path.resolve("cluster");
  }

  public Path datasets() {
    return path.resolve("datasets");
  }

  public Path people() {
    return path.resolve("people.sealed");
  }

  public Path running() {
    return RunningGateway.file(path);
  }

  @Override
  public void close() throws IOException {
    lock.release();
    channel.close();
  }
}
