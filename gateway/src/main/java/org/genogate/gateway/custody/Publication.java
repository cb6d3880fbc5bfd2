package org.genogate.gateway.custody;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
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
    var made = make(order, listed, new HeldDataset.Id(tag, version), progress);
    // From here on nothing is deleted: a ledger that fails may have recorded it nevertheless.
    return catalog.admit(
        await(
            ledger.publish(
                tag,
                version,
                order.dataset(),
                HexFormat.of().parseHex(made.sourceSha256()),
                made.manifest().encode())));
  }

  /// @param sourceSha256 in hex
  private record Made(String sourceSha256, DatasetManifest manifest) {}

  /// Writes the files of a version, all of them or none.
  private Made make(
      Order order, Map<String, String> listed, HeldDataset.Id id, IngestProgress progress)
      throws IOException, MalformedPeopleException {
    var folder = catalog.folder(id.tag(), id.version());
    folder.begin();
    try {
      var header =
          Ingest.run(
              new IngestSettings(
                  order.source(),
                  folder.store(),
                  vault.datasetKey(id.tag(), id.version()),
                  random,
                  order.callable()),
              progress);
      var manifest = manifest(order, listed, header);
      catalog.manifest(folder).write(manifest.encode());
      folder.finish();
      return new Made(header.sourceSha256(), manifest);
    } catch (IOException | MalformedPeopleException | RuntimeException e) {
      folder.delete();
      throw e;
    }
  }

  private DatasetManifest manifest(Order order, Map<String, String> listed, CohortHeader header)
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
    return new DatasetManifest(order.dataset(), personOfSample);
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
}
