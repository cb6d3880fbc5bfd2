package org.genogate.genomics.cohort;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.genogate.genomics.region.Region;
import org.genogate.genomics.source.BedReader;
import org.genogate.genomics.source.MalformedVcfException;
import org.genogate.genomics.source.SourceHeader;
import org.genogate.genomics.source.VcfReader;
import org.genogate.genomics.source.VcfRecord;

/// Turns a variant file into a store.
public final class Ingest {

  private static final long PROGRESS_EVERY_BYTES = 1 << 20;

  private final IngestSettings settings;
  private final IngestProgress progress;
  private final Path parent;
  private final Path partial;

  private Ingest(IngestSettings settings, IngestProgress progress) {
    this.settings = settings;
    this.progress = progress;
    Path target = settings.target().toAbsolutePath();
    if (target.getParent() == null) {
      throw new IllegalArgumentException("a store cannot take the place of the root directory");
    }
    this.parent = target.getParent();
    this.partial = parent.resolve(target.getFileName() + ".partial");
  }

  /// Reads the source once and writes the store; all of it, or nothing.
  ///
  /// It grows in `<target>.partial`, is made durable and then takes its name at once. What an
  /// ingest that was killed left there is removed.
  ///
  /// @throws MalformedVcfException if the source, or the BED beside it, is damaged, unsorted, cut
  ///   short or beyond what the store holds
  /// @throws FileAlreadyExistsException if the target exists
  public static CohortHeader run(IngestSettings settings, IngestProgress progress)
      throws IOException {
    return new Ingest(settings, progress).run();
  }

  private CohortHeader run() throws IOException {
    if (Files.exists(settings.target())) {
      throw new FileAlreadyExistsException(settings.target().toString());
    }
    removePartial();
    Files.createDirectory(partial);
    boolean whole = false;
    try {
      CohortHeader header = write();
      makeDurable(partial);
      Files.move(partial, settings.target(), StandardCopyOption.ATOMIC_MOVE);
      whole = true;
      makeDurable(parent);
      return header;
    } finally {
      if (!whole) {
        removePartial();
      }
    }
  }

  private CohortHeader write() throws IOException {
    var storeName = new byte[Preamble.NAME_BYTES];
    settings.random().nextBytes(storeName);
    StoreKey key = StoreKey.of(settings.key(), storeName);
    long total = Files.size(settings.source());
    try (var source = VcfReader.open(settings.source())) {
      List<Region> callable = callablePlaces(source.header());
      try (var writer = new StoreWriter(partial, storeName, key, source.header())) {
        copy(source, writer, total);
        progress.at(total, total, writer.sites());
        boolean known = settings.callable() instanceof CallableRegions.Bed;
        return writer.finish(source.sha256Hex(), known, CallableMap.of(callable));
      }
    }
  }

  private void copy(VcfReader source, StoreWriter writer, long total) throws IOException {
    long told = 0;
    Optional<VcfRecord> record = source.next();
    while (record.isPresent()) {
      writer.add(record.get());
      if (source.bytesRead() - told >= PROGRESS_EVERY_BYTES) {
        told = source.bytesRead();
        progress.at(told, total, writer.sites());
      }
      record = source.next();
    }
  }

  private List<Region> callablePlaces(SourceHeader source) throws IOException {
    return switch (settings.callable()) {
      case CallableRegions.Unknown() -> List.of();
      case CallableRegions.Bed(var file) -> {
        List<Region> places = BedReader.read(file);
        var contigs = source.contigLengths().keySet();
        if (!contigs.isEmpty()
            && places.stream().noneMatch(place -> contigs.contains(place.contig()))) {
          throw new MalformedVcfException(
              "%s: it names no contig of the source; are they spelt alike?"
                  .formatted(file.getFileName()));
        }
        yield places;
      }
    };
  }

  private void removePartial() throws IOException {
    if (Files.notExists(partial)) {
      return;
    }
    List<Path> found;
    try (var files = Files.walk(partial)) {
      found = files.sorted(Comparator.reverseOrder()).toList();
    }
    for (Path path : found) {
      Files.delete(path);
    }
  }

  /// A directory's entries are durable once the directory itself is.
  private static void makeDurable(Path directory) throws IOException {
    try (var channel = FileChannel.open(directory, StandardOpenOption.READ)) {
      channel.force(true);
    }
  }
}
