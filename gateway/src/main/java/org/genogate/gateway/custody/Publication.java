package org.genogate.gateway.custody;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.regex.Pattern;
import org.genogate.genomics.cohort.CallableRegions;
import org.genogate.genomics.cohort.CohortHeader;
import org.genogate.genomics.cohort.Ingest;
import org.genogate.genomics.cohort.IngestProgress;
import org.genogate.genomics.cohort.IngestSettings;
import org.genogate.ledger.Ledger;
import org.genogate.ledger.PublishedDataset;
import org.genogate.ledger.event.DatasetTag;
import org.genogate.ledger.event.PersonTag;
import org.genogate.ledger.vault.Vault;

/// Takes a file into custody: a store, people, and an entry on the ledger; all of it, or nothing.
public final class Publication {

  private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9-]{0,63}");

  private final DatasetCatalog catalog;
  private final PeopleRegister people;
  private final Vault vault;
  private final Ledger ledger;
  private final SecureRandom random;

  public Publication(
      DatasetCatalog catalog,
      PeopleRegister people,
      Vault vault,
      Ledger ledger,
      SecureRandom random) {
    this.catalog = catalog;
    this.people = people;
    this.vault = vault;
    this.ledger = ledger;
    this.random = random;
  }

  /// Whose the samples of a file are.
  public sealed interface SampleOwners {
    /// Each sample is a person of the same name.
    record EachItsOwn() implements SampleOwners {}

    /// As a people file says.
    record Listed(Path file) implements SampleOwners {}
  }

  /// What to take.
  ///
  /// @param dataset how requesters will call it: lower-case letters, digits and hyphens
  public record Order(String dataset, Path source, SampleOwners owners, CallableRegions callable) {
    public Order {
      if (!NAME.matcher(dataset).matches()) {
        throw new IllegalArgumentException(
            "a dataset's name is 1 to 64 lower-case letters, digits and hyphens");
      }
    }
  }

  /// Returns once the new version is on the ledger and can be asked.
  ///
  /// @throws org.genogate.genomics.source.MalformedVcfException if the file, or the BED beside it,
  ///   cannot be taken
  /// @throws MalformedPeopleException if the people file cannot be used
  public synchronized HeldDataset publish(Order order, IngestProgress progress)
      throws IOException, MalformedPeopleException {
    // Before the long work, so that a mistake in it costs nothing.
    Map<String, String> listed =
        switch (order.owners()) {
          case SampleOwners.EachItsOwn _ -> Map.of();
          case SampleOwners.Listed(var file) -> PeopleFile.read(file);
        };
    var earlier = catalog.find(order.dataset());
    var tag = earlier.map(HeldDataset::tag).orElseGet(() -> DatasetTag.random(random));
    int version = earlier.map(HeldDataset::version).orElse(0) + 1;
    var folder = catalog.folder(tag.toString(), version);
    delete(folder); // What a crash left of an ingest that was never published.
    Files.createDirectories(folder);
    try {
      var header =
          Ingest.run(
              new IngestSettings(
                  order.source(),
                  folder.resolve("store"),
                  vault.datasetKey(tag, version),
                  random,
                  order.callable()),
              progress);
      var manifest = manifest(order, listed, header);
      catalog.manifest(folder).write(manifest);
      var source = HexFormat.of().parseHex(header.sourceSha256());
      return catalog.admit(await(ledger.publish(tag, version, order.dataset(), source, manifest)));
    } catch (IOException | MalformedPeopleException | RuntimeException e) {
      deleteUnlessPublished(tag, version, folder);
      throw e;
    }
  }

  private byte[] manifest(Order order, Map<String, String> listed, CohortHeader header)
      throws IOException, MalformedPeopleException {
    var nameOf = new LinkedHashMap<String, String>();
    switch (order.owners()) {
      case SampleOwners.EachItsOwn _ ->
          header.samples().forEach(sample -> nameOf.put(sample, sample));
      case SampleOwners.Listed _ -> {
        nameOf.putAll(listed);
        nameOf.keySet().retainAll(header.samples());
        if (nameOf.isEmpty()) {
          throw new MalformedPeopleException("the people file names no sample of the variant file");
        }
      }
    }
    var tagOf = people.enrol(new LinkedHashSet<>(nameOf.values()));
    var personOfSample = new LinkedHashMap<String, PersonTag>();
    nameOf.forEach((sample, name) -> personOfSample.put(sample, tagOf.get(name)));
    return new DatasetManifest(order.dataset(), personOfSample).encode();
  }

  private static PublishedDataset await(CompletableFuture<PublishedDataset> publication)
      throws IOException {
    try {
      return publication.get();
    } catch (ExecutionException e) {
      throw new IOException("the ledger did not record the dataset", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted while the ledger recorded the dataset");
    }
  }

  private void deleteUnlessPublished(DatasetTag tag, int version, Path folder) throws IOException {
    boolean published =
        ledger.datasets().stream()
            .anyMatch(known -> known.dataset().equals(tag) && known.version() == version);
    if (!published) {
      delete(folder);
    }
  }

  private static void delete(Path folder) throws IOException {
    if (!Files.exists(folder)) {
      return;
    }
    List<Path> parts;
    try (var walk = Files.walk(folder)) {
      parts = walk.sorted(Comparator.reverseOrder()).toList();
    }
    for (var part : parts) {
      Files.delete(part);
    }
  }
}
