package org.genogate.gateway.node;

import java.io.BufferedOutputStream;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;
import org.genogate.gateway.cluster.ClusterParts;
import org.genogate.ledger.log.SegmentFile;

/// Copies a node's data folder into one archive, also while its gateway runs.
///
/// What derives from the segments, or points into them, is copied before them: a copy never knows
/// of more than it holds. Of a segment that grows, the records that were whole are kept. The master
/// key is left out, since whoever has both can read everything.
public final class Backup {

  private static final String PARTIAL = ".partial";

  private final Path data;

  public Backup(Path data) {
    this.data = data;
  }

  /// @return how many files were copied
  /// @throws java.nio.file.FileAlreadyExistsException if `archive` is there
  public int write(Path archive) throws IOException {
    Files.createFile(
        archive,
        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    int copied = 0;
    try (var tar =
        new TarWriter(
            new BufferedOutputStream(
                Files.newOutputStream(archive, StandardOpenOption.TRUNCATE_EXISTING)))) {
      for (var part :
          List.of(
              "cluster",
              "gateway.json",
              "vault",
              "people.sealed",
              "datasets",
              "ledger/origin",
              "ledger/vkey",
              "ledger/tiles",
              "ledger/ordering",
              "ledger/segments")) {
        copied += copy(tar, part);
      }
      tar.file("cluster/" + ClusterParts.RESTORED, 0, InputStream.nullInputStream());
    } catch (IOException | RuntimeException e) {
      Files.deleteIfExists(archive);
      throw e;
    }
    return copied;
  }

  private int copy(TarWriter tar, String part) throws IOException {
    var root = data.resolve(part);
    if (!Files.exists(root)) {
      return 0;
    }
    List<Path> paths;
    try (Stream<Path> walk = Files.walk(root)) {
      paths = walk.sorted().toList();
    }
    int copied = 0;
    for (var path : paths) {
      var name = data.relativize(path).toString();
      if (Files.isDirectory(path)) {
        tar.directory(name);
      } else if (isOfUse(path) && Files.exists(path)) {
        copy(tar, name, path);
        copied++;
      }
    }
    return copied;
  }

  /// Drafts of files that are about to take their names are nobody's.
  private static boolean isOfUse(Path path) {
    var name = path.getFileName().toString();
    return !name.endsWith(PARTIAL)
        && !name.endsWith(".new")
        && !name.equals("lock")
        && !name.equals(ClusterParts.RESTORED);
  }

  private static void copy(TarWriter tar, String name, Path path) throws IOException {
    if (name.endsWith(".segment")) {
      copySegment(tar, name, path);
      return;
    }
    try (var channel = FileChannel.open(path, StandardOpenOption.READ)) {
      long size = channel.size();
      // What is appended meanwhile is not part of the copy.
      var content = Channels.newInputStream(channel).readNBytes((int) Math.min(size, 1 << 20));
      if (content.length == size) {
        tar.file(name, size, new ByteArrayInputStream(content));
        return;
      }
    }
    try (var content = Files.newInputStream(path)) {
      tar.file(name, Files.size(path), content);
    }
  }

  private static void copySegment(TarWriter tar, String name, Path path) throws IOException {
    var copy = Files.createTempFile("genogate", ".segment");
    try {
      Files.copy(path, copy, StandardCopyOption.REPLACE_EXISTING);
      long size = Files.size(copy);
      long whole = SegmentFile.wholeBytes(copy);
      try (var channel = FileChannel.open(copy, StandardOpenOption.WRITE)) {
        channel.truncate(whole);
        if (size > whole) {
          // The room that was set aside, as zeros.
          channel.write(ByteBuffer.allocate(1), size - 1);
        }
      }
      try (var content = Files.newInputStream(copy)) {
        tar.file(name, size, content);
      }
    } finally {
      Files.delete(copy);
    }
  }
}
