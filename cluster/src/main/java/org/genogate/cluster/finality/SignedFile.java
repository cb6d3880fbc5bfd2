package org.genogate.cluster.finality;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import org.genogate.ledger.cbor.CborReader;
import org.genogate.ledger.cbor.CborWriter;
import org.genogate.ledger.cbor.MalformedCborException;
import org.genogate.ledger.merkle.Hash;
import org.jspecify.annotations.Nullable;

/// Remembers what was cosigned in a small file: the CBOR array `["genogate/cosigned/v2", floor,
/// size, root, seconds since 1970]` and its SHA-256. Without the last three nothing was cosigned
/// yet.
///
/// A file that is damaged is refused: whoever forgot what it signed must not sign.
public final class SignedFile implements SignedMemory {

  private static final String FORMAT = "genogate/cosigned/v2";
  private static final int ITEMS = 5;
  private static final int ITEMS_UNSIGNED = 2;

  /// More than the longest content takes.
  private static final int MOST_BYTES = 256;

  private final Path file;
  private boolean failed;

  /// What the file says.
  private record Content(long floor, @Nullable Signed last) {}

  /// @param file in a directory that exists
  public SignedFile(Path file) {
    this.file = file;
  }

  @Override
  public Optional<Signed> read() throws IOException {
    return Optional.ofNullable(content().last());
  }

  @Override
  public long floor() throws IOException {
    return content().floor();
  }

  private Content content() throws IOException {
    if (!Files.exists(file)) {
      return new Content(0, null);
    }
    if (Files.size(file) > MOST_BYTES) {
      throw new IOException("the memory of what was cosigned is damaged: too large");
    }
    byte[] bytes = Files.readAllBytes(file);
    int length = Math.max(0, bytes.length - Hash.LENGTH_BYTES);
    byte[] content = Arrays.copyOf(bytes, length);
    byte[] sum = Arrays.copyOfRange(bytes, length, bytes.length);
    if (!Arrays.equals(Hash.sha256(content).toBytes(), sum)) {
      throw new IOException("the memory of what was cosigned is damaged: wrong checksum");
    }
    return parse(content);
  }

  private static Content parse(byte[] content) throws IOException {
    try {
      var reader = new CborReader(content);
      int items = reader.array();
      if (!reader.text().equals(FORMAT)) {
        throw new IOException("the memory of what was cosigned is of another format");
      }
      long floor = reader.unsigned();
      var last = items == ITEMS ? signed(reader) : null;
      reader.end();
      return new Content(floor, last);
    } catch (MalformedCborException | DateTimeException e) {
      throw new IOException("the memory of what was cosigned is damaged", e);
    }
  }

  private static Signed signed(CborReader reader) throws MalformedCborException {
    long size = reader.unsigned();
    var root = Hash.of(reader.bytes(Hash.LENGTH_BYTES));
    return new Signed(size, root, Instant.ofEpochSecond(reader.unsigned()));
  }

  @Override
  public void keep(Signed signed) throws IOException {
    replace(new Content(floor(), signed));
  }

  @Override
  public void keepFloor(long size) throws IOException {
    replace(new Content(size, content().last()));
  }

  private void replace(Content next) throws IOException {
    if (failed) {
      throw new IOException("an earlier write failed: what was cosigned is not known any more");
    }
    failed = true;
    var signed = next.last();
    var content =
        new CborWriter()
            .array(signed == null ? ITEMS_UNSIGNED : ITEMS)
            .text(FORMAT)
            .unsigned(next.floor());
    if (signed != null) {
      content
          .unsigned(signed.size())
          .bytes(signed.root().toBytes())
          .unsigned(signed.time().getEpochSecond());
    }
    var draft = file.resolveSibling(file.getFileName() + ".new");
    write(draft, content.toBytes());
    Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    try (var directory =
        FileChannel.open(file.toAbsolutePath().resolveSibling(""), StandardOpenOption.READ)) {
      directory.force(true);
    }
    failed = false;
  }

  private static void write(Path draft, byte[] content) throws IOException {
    try (var channel =
        FileChannel.open(
            draft,
            StandardOpenOption.CREATE,
            StandardOpenOption.TRUNCATE_EXISTING,
            StandardOpenOption.WRITE)) {
      var bytes = ByteBuffer.allocate(content.length + Hash.LENGTH_BYTES);
      bytes.put(content).put(Hash.sha256(content).toBytes()).flip();
      while (bytes.hasRemaining()) {
        channel.write(bytes);
      }
      channel.force(true);
    }
  }
}
