package org.genogate.ledger.vault;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.file.StandardOpenOption.CREATE_NEW;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Set;

/// The key that wraps all others: 64 hex digits in a file of its own, so that it can be kept on
/// another disk, or on paper.
final class MasterKey {

  private MasterKey() {}

  static void create(Path file, SecureRandom random) throws IOException {
    var key = new byte[SealingKey.LENGTH_BYTES];
    random.nextBytes(key);
    try (var channel = FileChannel.open(file, Set.of(CREATE_NEW, WRITE), OwnerOnly.file())) {
      var text = ByteBuffer.wrap((HexFormat.of().formatHex(key) + "\n").getBytes(US_ASCII));
      while (text.hasRemaining()) {
        channel.write(text);
      }
      channel.force(true);
    }
  }

  static SealingKey read(Path file) throws IOException {
    OwnerOnly.require(file);
    var text = Files.readString(file, US_ASCII).strip();
    try {
      return SealingKey.of(HexFormat.of().parseHex(text));
    } catch (IllegalArgumentException e) {
      // Without the cause, whose message quotes what it read.
      throw new CorruptVaultException(file + " is not a master key: 64 hex digits are wanted");
    }
  }
}
