package org.genogate.ledger.vault;

import static java.nio.file.StandardCopyOption.ATOMIC_MOVE;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// Writes the vault's file anew under a new master key, so that an older copy of it opens no more.
///
/// In this order, each step durable before the next: the new file beside the old one; both master
/// keys in the master key's file; the new file in the old one's place; the new master key alone. A
/// start finishes what a crash cut short after the second step, and takes back what it cut short
/// before.
final class Rotation {

  /// So that damage to the new file lies before a whole record, and is refused instead of being cut
  /// off.
  private static final int KEYS_A_RECORD = 256;

  private final Path file;
  private final Path draft;
  private final Path directory;
  private final Path masterKeyFile;

  Rotation(Path file, Path masterKeyFile) {
    this.file = file;
    this.draft = file.resolveSibling(file.getFileName() + ".new");
    this.directory = file.resolveSibling(".");
    this.masterKeyFile = masterKeyFile;
  }

  /// Brings a rotation that a crash cut short to one of its ends.
  ///
  /// @return the master key that holds
  /// @throws IOException also if the vault is open elsewhere: then it may be rotating right now
  byte[] finish() throws IOException {
    KeyFile.requireUnused(file);
    var masters = MasterKey.read(masterKeyFile);
    boolean decided = masters.size() == 2;
    if (Files.exists(draft)) {
      if (decided) {
        Files.move(draft, file, ATOMIC_MOVE);
      } else {
        Files.delete(draft);
      }
      OwnerOnly.syncDirectory(directory);
    }
    if (decided) {
      MasterKey.replace(masterKeyFile, List.of(masters.getFirst()));
    }
    return masters.getFirst();
  }

  /// @param keys wrapped by `to`
  /// @return the new file, open
  KeyFile run(byte[] from, byte[] to, List<WrappedKey> keys, List<Tombstone> tombstones)
      throws IOException {
    Files.deleteIfExists(draft);
    var written = KeyFile.create(draft);
    try {
      for (int at = 0; at < keys.size(); at += KEYS_A_RECORD) {
        int end = Math.min(keys.size(), at + KEYS_A_RECORD);
        written.append(VaultRecord.ofKeys(keys.subList(at, end)).encode());
      }
      written.append(VaultRecord.ofTombstones(tombstones).encode());
      OwnerOnly.syncDirectory(directory);
      MasterKey.replace(masterKeyFile, List.of(to, from));
      Files.move(draft, file, ATOMIC_MOVE);
      OwnerOnly.syncDirectory(directory);
      MasterKey.replace(masterKeyFile, List.of(to));
      return written;
    } catch (IOException | RuntimeException e) {
      written.close();
      throw e;
    }
  }
}
