package org.genogate.ledger.vault;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.file.StandardCopyOption.ATOMIC_MOVE;
import static java.nio.file.StandardOpenOption.CREATE_NEW;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;

/// The key that wraps all others: 64 hex digits in a file of its own, so that it can be kept on
/// another disk. While it is changed, a second line holds the one before.
final class MasterKey {

  private static final int MOST_BYTES = 1024;

  private MasterKey() {}

  static byte[] random(SecureRandom random) {
    var key = new byte[SealingKey.LENGTH_BYTES];
    random.nextBytes(key);
    return key;
  }

  static void create(Path file, SecureRandom random) throws IOException {
    write(file, List.of(random(random)));
  }

  /// @return one key, or the newer one and the older one
  static List<byte[]> read(Path file) throws IOException {
    OwnerOnly.require(file);
    if (Files.size(file) > MOST_BYTES) {
      throw new CorruptVaultException(file + " is too large for a master key");
    }
    var lines = Files.readString(file, US_ASCII).strip().lines().toList();
    var keys = new ArrayList<byte[]>();
    for (String line : lines) {
      keys.add(parse(file, line));
    }
    if (keys.isEmpty() || keys.size() > 2) {
      throw new CorruptVaultException(file + " is not a master key: one or two lines are wanted");
    }
    return keys;
  }

  private static byte[] parse(Path file, String line) throws CorruptVaultException {
    try {
      var key = HexFormat.of().parseHex(line.strip());
      if (key.length == SealingKey.LENGTH_BYTES) {
        return key;
      }
    } catch (IllegalArgumentException e) {
      // Without the cause, whose message quotes what it read.
      throw new CorruptVaultException(file + " is not a master key: 64 hex digits are wanted");
    }
    throw new CorruptVaultException(file + " is not a master key: 64 hex digits are wanted");
  }

  /// Puts these in the place of what the file holds, whole or not at all, and writes zeros over
  /// what it held, as far as a file system lets that reach the disk.
  static void replace(Path file, List<byte[]> keys) throws IOException {
    var real = file.toRealPath();
    var draft = real.resolveSibling(real.getFileName() + ".new");
    discard(draft);
    try (var old = FileChannel.open(real, WRITE)) {
      write(draft, keys);
      Files.move(draft, real, ATOMIC_MOVE);
      OwnerOnly.syncDirectory(real.resolveSibling("."));
      overwrite(old);
    }
  }

  /// What a crash left of a draft may hold a key that is in use, and must not outlive it.
  private static void discard(Path draft) throws IOException {
    if (Files.exists(draft)) {
      try (var left = FileChannel.open(draft, WRITE)) {
        overwrite(left);
      }
      Files.delete(draft);
    }
  }

  private static void overwrite(FileChannel channel) throws IOException {
    writeAll(channel, ByteBuffer.allocate(Math.toIntExact(channel.size())));
  }

  private static void write(Path file, List<byte[]> keys) throws IOException {
    var text = new StringBuilder();
    keys.forEach(key -> text.append(HexFormat.of().formatHex(key)).append('\n'));
    try (var channel = FileChannel.open(file, Set.of(CREATE_NEW, WRITE), OwnerOnly.file())) {
      writeAll(channel, ByteBuffer.wrap(text.toString().getBytes(US_ASCII)));
    }
  }

  private static void writeAll(FileChannel channel, ByteBuffer bytes) throws IOException {
    while (bytes.hasRemaining()) {
      channel.write(bytes);
    }
    channel.force(true);
  }
}
