package org.genogate.ledger.log;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;

/// The file operations that the log's safety rests on, so that tests can make each one fail.
///
/// What is written is durable only after [Output#force], and a name only after [#forceDirectory] of
/// the directory that holds it: that of a new file, of a renamed one, and of a new directory.
interface Disk {

  /// Ends the name of a file that is still being written.
  String DRAFT = ".new";

  /// A file that one thread writes.
  interface Output extends Closeable {
    void write(long position, ByteBuffer bytes) throws IOException;

    /// Makes everything written so far durable. After a failure nothing is known of the file: the
    /// kernel may have dropped what it could not write and forgotten that it did.
    void force() throws IOException;
  }

  /// A file that one thread reads.
  interface Input extends Closeable {
    long size() throws IOException;

    /// Fills what remains of `into`.
    ///
    /// @throws java.io.EOFException if the file ends before
    void read(long position, ByteBuffer into) throws IOException;
  }

  /// Makes an empty file, in place of another one if need be.
  Output create(Path file) throws IOException;

  Output openToWrite(Path file) throws IOException;

  /// @throws java.nio.file.NoSuchFileException if there is none
  Input openToRead(Path file) throws IOException;

  boolean exists(Path path) throws IOException;

  /// The names in `directory`, sorted; none if it does not exist.
  List<String> list(Path directory) throws IOException;

  void createDirectory(Path directory) throws IOException;

  /// Renames at once, in place of another file if need be.
  void rename(Path from, Path to) throws IOException;

  /// Deletes a file or an empty directory.
  void delete(Path path) throws IOException;

  void forceDirectory(Path directory) throws IOException;

  /// Keeps other processes out until closed.
  ///
  /// @throws IOException if another one has it
  Closeable lock(Path file) throws IOException;

  /// Makes `directory` and those above it durable, as far as they are missing.
  default void createDirectories(Path directory) throws IOException {
    var parent = directory.getParent();
    if (exists(directory) || parent == null) {
      return;
    }
    createDirectories(parent);
    createDirectory(directory);
    forceDirectory(parent);
  }

  /// Puts a whole file under its name; the caller forces the directory. Nobody ever sees half of
  /// it.
  default void put(Path file, byte[] content) throws IOException {
    put(file, ByteBuffer.wrap(content));
  }

  /// As [#put(Path, byte[])], of what remains of `content`.
  default void put(Path file, ByteBuffer content) throws IOException {
    var draft = file.resolveSibling(file.getFileName() + DRAFT);
    try (var output = create(draft)) {
      output.write(0, content);
      output.force();
    }
    rename(draft, file);
  }

  default byte[] read(Path file) throws IOException {
    try (var input = openToRead(file)) {
      var content = ByteBuffer.allocate(Math.toIntExact(input.size()));
      input.read(0, content);
      return content.array();
    }
  }
}
