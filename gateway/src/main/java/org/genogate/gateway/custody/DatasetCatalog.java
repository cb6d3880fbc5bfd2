package org.genogate.gateway.custody;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.genogate.genomics.cohort.CohortStore;
import org.genogate.ledger.Ledger;
import org.genogate.ledger.PublishedDataset;
import org.genogate.ledger.event.DatasetTag;
import org.genogate.ledger.event.PersonTag;
import org.genogate.ledger.vault.Vault;

/// The datasets that can be asked: the newest version of each that the ledger says was published.
///
/// A folder without a publication on the ledger is not served; what a crash left of an ingest is
/// deleted.
public final class DatasetCatalog implements AutoCloseable {

  private final Path root;
  private final Vault vault;
  private volatile Map<String, HeldDataset> byName = Map.of();

  /// All that were opened, those too that a newer version has replaced: answers may still read
  /// them.
  private final Queue<CohortStore> stores = new ConcurrentLinkedQueue<>();

  private DatasetCatalog(Path root, Vault vault) {
    this.root = root;
    this.vault = vault;
  }

  /// @throws IOException if a published dataset is missing, damaged, or is not what was published
  public static DatasetCatalog open(Path root, Vault vault, Ledger ledger) throws IOException {
    Files.createDirectories(root);
    DatasetFolder.sweep(root);
    var catalog = new DatasetCatalog(root, vault);
    try {
      for (var published : ledger.datasets()) {
        if (!ledger.isShared() || catalog.isHere(published)) {
          var _ = catalog.admit(published);
        }
      }
    } catch (IOException | RuntimeException e) {
      catalog.close();
      throw e;
    }
    return catalog;
  }

  /// Serves what the ledger says was published since, if it lies here: a node that was stopped
  /// learns late that its last publication stands.
  public void admitPublished(Ledger ledger) throws IOException {
    for (var published : ledger.datasets()) {
      var held = byName.get(published.name());
      boolean newer = held == null || held.version() < published.version();
      if (newer && isHere(published)) {
        var _ = admit(published);
      }
    }
  }

  /// Other nodes of a cluster publish what only they hold.
  private boolean isHere(PublishedDataset published) {
    return Files.exists(folder(published.dataset(), published.version()).people());
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
    var folder = folder(published.dataset(), published.version());
    var manifest = manifest(folder).read().orElseThrow(() -> missing(published));
    if (!published.mapSalt().commit(manifest).equals(published.sampleMap())) {
      throw new IOException(
          "the sample-to-person map of dataset %s version %d is not the one that was published"
              .formatted(published.dataset(), published.version()));
    }
    var personOf = DatasetManifest.decode(manifest).personOfSample();
    var store =
        CohortStore.open(
            folder.store(), vault.datasetKey(published.dataset(), published.version()));
    stores.add(store);
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

  DatasetFolder folder(DatasetTag tag, int version) {
    return new DatasetFolder(root.resolve(tag.toString()), Integer.toString(version));
  }

  SealedFile manifest(DatasetFolder folder) {
    return new SealedFile(folder.people(), "dataset", vault);
  }

  private static IOException missing(PublishedDataset published) {
    return new IOException(
        "dataset %s version %d is on the ledger but not in the data folder"
            .formatted(published.dataset(), published.version()));
  }

  @Override
  public void close() {
    stores.forEach(CohortStore::close);
  }
}
