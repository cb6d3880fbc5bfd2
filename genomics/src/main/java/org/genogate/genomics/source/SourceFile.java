package org.genogate.genomics.source;

import java.io.BufferedInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/// The bytes of a source as they lie on disk, counted and hashed while they are read.
final class SourceFile extends FilterInputStream {

  private static final int GZIP_MAGIC = 0x1f;

  private final MessageDigest digest = sha256();
  private long bytesRead;

  private SourceFile(InputStream in) {
    super(in);
  }

  static SourceFile open(Path file) throws IOException {
    return new SourceFile(Files.newInputStream(file));
  }

  /// The text within: inflated if the first byte says that it is compressed.
  InputStream text() throws IOException {
    var buffered = new BufferedInputStream(this, 1 << 16);
    buffered.mark(1);
    int first = buffered.read();
    buffered.reset();
    return first == GZIP_MAGIC ? new BgzfInputStream(buffered) : buffered;
  }

  @Override
  public int read() throws IOException {
    var one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] bytes, int offset, int length) throws IOException {
    int count = in.read(bytes, offset, length);
    if (count > 0) {
      digest.update(bytes, offset, count);
      bytesRead += count;
    }
    return count;
  }

  @Override
  public boolean markSupported() {
    return false;
  }

  long bytesRead() {
    return bytesRead;
  }

  /// Of all bytes read so far; once only.
  String sha256Hex() {
    return HexFormat.of().formatHex(digest.digest());
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every Java platform has SHA-256", e);
    }
  }
}
