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
  private final List<OpenTile> levels = new ArrayList<>();
  private final TreeFrontier frontier = new TreeFrontier();
  private final Set<Path> unforced = new LinkedHashSet<>();
  private final Map<Path, Long> outlived = new LinkedHashMap<>();

  TileWriter(Disk disk, Path prefix) {
    this.disk = disk;
    this.prefix = prefix;
  }

  long size() {
    return frontier.size();
  }

  Hash root() {
    return frontier.root();
  }

  /// Adds an entry, and writes the tiles that it completes as far as they are missing.
  void add(byte[] entry, Hash leaf) throws IOException {
    frontier.append(leaf);
    bundle.add(
        ByteBuffer.allocate(Short.BYTES + entry.length)
            .putShort((short) entry.length)
            .put(entry)
            .array());
    if (bundle.isFull()) {
      complete(bundle);
    }
    addHash(0, leaf);
  }

  private void addHash(int level, Hash hash) throws IOException {
    if (level == levels.size()) {
      levels.add(new OpenTile(level));
    }
    var tile = levels.get(level);
    tile.add(hash.toBytes());
    if (tile.isFull()) {
      var above = rootOver(tile.content());
      complete(tile);
      addHash(level + 1, above);
    }
  }

  private static Hash rootOver(byte[] hashes) {
    var frontier = new TreeFrontier();
    var buffer = ByteBuffer.wrap(hashes);
    byte[] hash = new byte[Hash.LENGTH_BYTES];
    while (buffer.hasRemaining()) {
      buffer.get(hash);
      frontier.append(Hash.of(hash));
    }
    return frontier.root();
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
    levels.forEach(OpenTile::mark);
  }

  /// Makes every tile durable that a checkpoint at a marked size needs.
  void flush() throws IOException {
    flush(bundle);
    for (OpenTile tile : levels) {
      flush(tile);
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
  private void write(Path path, byte[] content) throws IOException {
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
