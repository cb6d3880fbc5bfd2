package org.genogate.ledger.vault;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.file.StandardOpenOption.CREATE_NEW;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.zip.CRC32C;

/// Records one after the other in an append-only file, each written and synced as a whole.
///
/// After a line that names the format, a record is `"GGVK"`, the length of its content, the CRC-32C
/// of that, and the content; numbers are big-endian and of four bytes. What a crash left behind the
/// last whole record was never acknowledged and is cut off. Damage before a whole record cannot
/// come from a crash, and the file is refused.
///
/// Not for several threads.
final class KeyFile implements AutoCloseable {

  private static final byte[] FORMAT = "genogate/vault/v2\n".getBytes(US_ASCII);
  private static final int MAGIC = 0x4747_564b;
  private static final int HEAD_BYTES = 3 * Integer.BYTES;

  private final FileChannel channel;
  private final List<byte[]> records = new ArrayList<>();
  private boolean failed;

  private KeyFile(FileChannel channel) {
    this.channel = channel;
  }

  /// @throws java.nio.file.FileAlreadyExistsException rather than lose keys
  static KeyFile create(Path file) throws IOException {
    var created =
        new KeyFile(FileChannel.open(file, Set.of(CREATE_NEW, READ, WRITE), OwnerOnly.file()));
    try {
      created.lock(file);
      created.write(ByteBuffer.wrap(FORMAT));
      return created;
    } catch (IOException | RuntimeException e) {
      created.channel.close();
      throw e;
    }
  }

  /// Reads every record, and cuts a torn one off the end.
  static KeyFile open(Path file) throws IOException {
    OwnerOnly.require(file);
    var opened = new KeyFile(FileChannel.open(file, READ, WRITE));
    try {
      opened.lock(file);
      opened.recover(file);
      return opened;
    } catch (IOException | RuntimeException e) {
      opened.channel.close();
      throw e;
    }
  }

  /// Makes sure that nobody has the file open.
  static void requireUnused(Path file) throws IOException {
    OwnerOnly.require(file);
    try (var looking = new KeyFile(FileChannel.open(file, READ, WRITE))) {
      looking.lock(file);
    }
  }

  /// What was there when the file was opened.
  List<byte[]> records() {
    return records;
  }

  void forgetRecords() {
    records.clear();
  }

  /// Durable once this returns. After a failure the file takes no more: what is on disk is unknown.
  void append(byte[] content) throws IOException {
    if (failed) {
      throw new IOException("a write to the vault failed before: it takes no more");
    }
    var head = ByteBuffer.allocate(HEAD_BYTES).putInt(MAGIC).putInt(content.length);
    head.putInt(checksum(content, 0, content.length));
    var record = ByteBuffer.allocate(HEAD_BYTES + content.length).put(head.flip()).put(content);
    write(record.flip());
  }

  private void write(ByteBuffer bytes) throws IOException {
    failed = true;
    while (bytes.hasRemaining()) {
      channel.write(bytes);
    }
    channel.force(true);
    failed = false;
  }

  private void lock(Path file) throws IOException {
    try {
      if (channel.tryLock() != null) {
        return;
      }
    } catch (OverlappingFileLockException e) {
      throw new IOException(file + " is open in this process already", e);
    }
    throw new IOException(file + " is in use by another process");
  }

  private void recover(Path file) throws IOException {
    var bytes = readAll();
    if (!startsWithFormat(bytes)) {
      throw new CorruptVaultException(file + " is no vault, or one of another version");
    }
    int end = FORMAT.length;
    for (int length = wholeRecord(bytes, end); length >= 0; length = wholeRecord(bytes, end)) {
      var content = new byte[length];
      System.arraycopy(bytes, end + HEAD_BYTES, content, 0, length);
      records.add(content);
      end += HEAD_BYTES + length;
    }
    for (int at = end + 1; at <= bytes.length - HEAD_BYTES; at++) {
      if (wholeRecord(bytes, at) >= 0) {
        throw new CorruptVaultException(
            "%s is damaged at byte %d, before what was written whole".formatted(file, end));
      }
    }
    if (end < bytes.length) {
      channel.truncate(end);
      channel.force(true);
    }
    channel.position(end);
  }

  private byte[] readAll() throws IOException {
    var bytes = ByteBuffer.allocate(Math.toIntExact(channel.size()));
    while (bytes.hasRemaining() && channel.read(bytes) >= 0) {}
    return bytes.array();
  }

  private static boolean startsWithFormat(byte[] bytes) {
    return bytes.length >= FORMAT.length
        && ByteBuffer.wrap(bytes, 0, FORMAT.length).equals(ByteBuffer.wrap(FORMAT));
  }

  /// The length of the content of the record at `at`, or -1 if there is no whole one.
  private static int wholeRecord(byte[] bytes, int at) {
    if (bytes.length - at < HEAD_BYTES) {
      return -1;
    }
    var head = ByteBuffer.wrap(bytes, at, HEAD_BYTES);
    if (head.getInt() != MAGIC) {
      return -1;
    }
    int length = head.getInt();
    if (length <= 0 || length > bytes.length - at - HEAD_BYTES) {
      return -1;
    }
    return head.getInt() == checksum(bytes, at + HEAD_BYTES, length) ? length : -1;
  }

  private static int checksum(byte[] bytes, int from, int length) {
    var crc = new CRC32C();
    crc.update(bytes, from, length);
    return (int) crc.getValue();
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
