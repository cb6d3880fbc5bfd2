package org.genogate.genomics.cohort;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import javax.crypto.SecretKey;

/// The files of one store while it is opened: all must bear its header's name.
final class OpenFiles {

  private final Path directory;
  private final BlockCache cache;
  private final Arena arena;
  private final SealedInput headerFile;
  private final StoreKey key;

  OpenFiles(Path directory, SecretKey datasetKey, BlockCache cache, Arena arena)
      throws IOException {
    this.directory = directory;
    this.cache = cache;
    this.arena = arena;
    this.headerFile =
        SealedInput.open(
            directory, StoreFile.HEADER, name -> StoreKey.of(datasetKey, name), cache, arena);
    this.key = StoreKey.of(datasetKey, headerFile.storeName());
  }

  StoreHeader header() throws CorruptStoreException {
    if (headerFile.length() > Integer.MAX_VALUE - 8) {
      throw new CorruptStoreException("the header is larger than any");
    }
    return StoreHeader.decode(headerFile.read(0, (int) headerFile.length()));
  }

  Table table(StoreFile index, StoreFile rows, CohortHeader header, List<List<Page>> pages)
      throws IOException {
    return new Table(open(index), open(rows), header, pages);
  }

  private SealedInput open(StoreFile file) throws IOException {
    SealedInput input = SealedInput.open(directory, file, _ -> key, cache, arena);
    if (!Arrays.equals(input.storeName(), headerFile.storeName())) {
      throw new CorruptStoreException("%s belongs to another store".formatted(file.fileName()));
    }
    return input;
  }
}
