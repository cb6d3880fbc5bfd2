package org.genogate.ledger.log;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.genogate.ledger.merkle.Hash;
import org.genogate.ledger.merkle.TreeFrontier;

/// Turns entries into tiles and bundles. Everything here is derived: the same entries and seals
/// give the same files, byte for byte. For one thread.
final class TileWriter {

  private final Disk disk;
  private final Path prefix;
  private final OpenTile bundle = new OpenTile(TilePath.ENTRIES);
  private final List<Level> levels = new ArrayList<>();
  private final Set<Path> unforced = new LinkedHashSet<>();
  private final Map<Path, Long> outlived = new LinkedHashMap<>();
  private long size;

  /// A level's open tile, and the tree over the hashes in it. All levels together are the right
  /// edge of the whole tree, so that no node is hashed twice.
  private record Level(OpenTile tile, TreeFrontier frontier) {}

  TileWriter(Disk disk, Path prefix) {
    this.disk = disk;
    this.prefix = prefix;
  }

  long size() {
    return size;
  }

  Hash root() {
    var root = Hash.empty();
    boolean first = true;
    for (var level : levels) {
      var frontier = level.frontier();
      if (frontier.size() > 0) {
        root = first ? frontier.root() : frontier.rootWith(root);
        first = false;
      }
    }
    return root;
  }

  /// Adds an entry, and writes the tiles that it completes as far as they are missing.
  void add(byte[] entry, Hash leaf) throws IOException {
    size++;
    bundle.addEntry(entry);
    if (bundle.isFull()) {
      complete(bundle);
    }
    addHash(0, leaf);
  }

  private void addHash(int number, Hash hash) throws IOException {
    if (number == levels.size()) {
      levels.add(new Level(new OpenTile(number), new TreeFrontier()));
    }
    var level = levels.get(number);
    level.tile().addHash(hash.toBytes());
    level.frontier().append(hash);
    if (level.tile().isFull()) {
      var above = level.frontier().root();
      complete(level.tile());
      level.frontier().clear();
      addHash(number + 1, above);
    }
  }

  private void complete(OpenTile tile) throws IOException {
    var full = TilePath.full(prefix, tile.level(), tile.n());
    write(full, tile.content());
    outlived.put(TilePath.partials(full), size());
    tile.next();
  }

  /// Notes that a checkpoint ends here.
  void mark() {
    bundle.mark();
    levels.forEach(level -> level.tile().mark());
  }

  /// Makes every tile durable that a checkpoint at a marked size needs.
  void flush() throws IOException {
    flush(bundle);
    for (var level : levels) {
      flush(level.tile());
    }
    for (Path directory : unforced) {
      disk.forceDirectory(directory);
    }
    unforced.clear();
  }

  private void flush(OpenTile tile) throws IOException {
    for (var partial : tile.published().entrySet()) {
      var path = TilePath.of(prefix, tile.level(), tile.n(), partial.getKey());
      write(path, tile.contentUpTo(partial.getValue()));
    }
  }

  /// A file that is there is whole: it got its name only when it was.
  private void write(Path path, ByteBuffer content) throws IOException {
    var directory = path.resolveSibling("");
    if (!disk.exists(path)) {
      disk.createDirectories(directory);
      disk.put(path, content);
    }
    unforced.add(directory);
  }

  /// Deletes partial tiles whose full tile is durable and under the checkpoint at `published`.
  void deleteOutlived(long published) throws IOException {
    var over = outlived.entrySet().stream().filter(each -> each.getValue() <= published).toList();
    for (var each : over) {
      var partials = each.getKey();
      if (disk.exists(partials)) {
        for (String name : disk.list(partials)) {
          disk.delete(partials.resolve(name));
        }
        disk.delete(partials);
      }
      outlived.remove(partials);
    }
  }
}
