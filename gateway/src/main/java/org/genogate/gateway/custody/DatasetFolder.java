package org.genogate.gateway.custody;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;

/// The files of one version of one dataset.
///
/// A mark says that they are not all there yet. So what a crash leaves of an ingest can be told
/// from what was published, and from what may have been: a ledger that failed may still have it.
///
/// @param dataset holds all versions of it
record DatasetFolder(Path dataset, String version) {

  private static final String UNFINISHED = "unfinished";

  private Path path() {
    return dataset.resolve(version);
  }

  Path store() {
    return path().resolve("store");
  }

  Path people() {
    return path().resolve("people.sealed");
  }

  /// Makes it anew, marked as unfinished.
  void begin() throws IOException {
    delete();
    Files.createDirectories(path());
    Files.writeString(mark(), "");
  }

  /// All is there and durable; it may be published.
  void finish() throws IOException {
    Files.delete(mark());
  }

  private Path mark() {
    return path().resolve(UNFINISHED);
  }

  /// Leaves nothing of it, nor of a dataset without any version.
  void delete() throws IOException {
    if (!Files.exists(path())) {
      return;
    }
    List<Path> parts;
    try (var walk = Files.walk(path())) {
      parts = walk.sorted(Comparator.reverseOrder()).toList();
    }
    for (var part : parts) {
      Files.delete(part);
    }
    if (entries(dataset).isEmpty()) {
      Files.delete(dataset);
    }
  }

  /// Deletes what crashes left below `root`.
  static void sweep(Path root) throws IOException {
    for (var dataset : entries(root)) {
      for (var version : entries(dataset)) {
        var folder = new DatasetFolder(dataset, version.getFileName().toString());
        if (Files.exists(folder.mark())) {
          folder.delete();
        }
      }
    }
  }

  private static List<Path> entries(Path directory) throws IOException {
    if (!Files.isDirectory(directory)) {
      return List.of();
    }
    try (var entries = Files.list(directory)) {
      return entries.toList();
    }
  }
}
