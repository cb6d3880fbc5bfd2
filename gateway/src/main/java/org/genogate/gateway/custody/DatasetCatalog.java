package org.genogate.gateway.custody;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.genogate.genomics.cohort.CohortStore;
import org.genogate.ledger.Ledger;
import org.genogate.ledger.PublishedDataset;
import org.genogate.ledger.event.PersonTag;
import org.genogate.ledger.vault.Vault;

/// The datasets that can be asked: the newest version of each that the ledger says was published.
///
/// A folder without a publication on the ledger is what a crash left of an ingest, and is not
/// served.
public final class DatasetCatalog implements AutoCloseable {

  private final Path root;
  private final Vault vault;
  private volatile Map<String, HeldDataset> byName = Map.of();

  private DatasetCatalog(Path root, Vault vault) {
    this.root = root;
    this.vault = vault;
  }

  /// @throws IOException if a published dataset is missing, damaged, or is not what was published
  public static DatasetCatalog open(Path root, Vault vault, Ledger ledger) throws IOException {
    Files.createDirectories(root);
    var catalog = new DatasetCatalog(root, vault);
    for (var published : ledger.datasets()) {
      catalog.admit(published);
    }
    return catalog;
  }

  public Optional<HeldDataset> find(String name) {
    return Optional.ofNullable(byName.get(name));
  }

  public Collection<HeldDataset> all() {
    return byName.values();
  }

  /// Serves a version from now on. Answers under way go on reading the version that they began
  /// with.
  synchronized HeldDataset admit(PublishedDataset published) throws IOException {
    var folder = folder(published.dataset().toString(), published.version());
    var manifest = manifest(folder).read().orElseThrow(() -> missing(published));
    if (!published.mapSalt().commit(manifest).equals(published.sampleMap())) {
      throw new IOException(
          "the sample-to-person map of dataset %s version %d is not the one that was published"
              .formatted(published.dataset(), published.version()));
    }
    var personOf = DatasetManifest.decode(manifest).personOfSample();
    var store =
        CohortStore.open(
            folder.resolve("store"), vault.datasetKey(published.dataset(), published.version()));
    List<Optional<PersonTag>> people =
        store.header().samples().stream()
            .map(sample -> Optional.ofNullable(personOf.get(sample)))
            .toList();
    var held =
        new HeldDataset(published.dataset(), published.version(), published.name(), store, people);
    var next = new HashMap<>(byName);
    next.put(held.name(), held);
    byName = Map.copyOf(next);
    return held;
  }

  Path folder(String tag, int version) {
    return root.resolve(tag).resolve(Integer.toString(version));
  }

  SealedFile manifest(Path folder) {
    return new SealedFile(folder.resolve("people.sealed"), "dataset", vault);
  }

  private static IOException missing(PublishedDataset published) {
    return new IOException(
        "dataset %s version %d is on the ledger but not in the data folder"
            .formatted(published.dataset(), published.version()));
  }

  @Override
  public void close() throws IOException {
    for (var held : byName.values()) {
      held.store().close();
    }
  }
}
