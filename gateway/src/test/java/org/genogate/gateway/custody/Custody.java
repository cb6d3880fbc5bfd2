package org.genogate.gateway.custody;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import org.genogate.cluster.Cluster;
import org.genogate.gateway.custody.Publication.Order;
import org.genogate.gateway.custody.Publication.SampleOwners;
import org.genogate.genomics.cohort.CallableRegions;
import org.genogate.genomics.cohort.IngestProgress;
import org.genogate.genomics.synthetic.CohortGenerator;
import org.genogate.genomics.synthetic.CohortSettings;
import org.genogate.ledger.Ledger;
import org.genogate.ledger.vault.Vault;

/// What a node holds, without desks and network.
final class Custody implements AutoCloseable {

  private final Path folder;
  final Vault vault;
  final Ledger ledger;
  final PeopleRegister people;
  final DatasetCatalog catalog;
  final Publication publication;

  private Custody(
      Path folder, Vault vault, Ledger ledger, PeopleRegister people, DatasetCatalog catalog) {
    this.folder = folder;
    this.vault = vault;
    this.ledger = ledger;
    this.people = people;
    this.catalog = catalog;
    this.publication = new Publication(catalog, people, vault, ledger, new SecureRandom());
  }

  /// Opens what `folder` holds, or begins anew.
  static Custody open(Path folder) throws IOException {
    var random = new SecureRandom();
    var key = folder.resolve("master.key");
    var vault =
        Files.exists(key)
            ? Vault.open(folder.resolve("vault"), key, random)
            : Vault.create(folder.resolve("vault"), key, random);
    var ledger =
        Ledger.open(
            folder.resolve("ledger"), vault, Clock.systemUTC(), random, Cluster.alone(random));
    try {
      return new Custody(
          folder,
          vault,
          ledger,
          PeopleRegister.open(folder.resolve("people.sealed"), vault, random),
          DatasetCatalog.open(folder.resolve("datasets"), vault, ledger));
    } catch (IOException e) {
      ledger.close();
      vault.close();
      throw e;
    }
  }

  Path datasets() {
    return folder.resolve("datasets");
  }

  DatasetFolder folderOf(HeldDataset held) {
    return catalog.folder(held.tag(), held.version());
  }

  /// A made-up file of so many samples.
  Path cohort(int samples) throws IOException {
    var file = folder.resolve("cohort-%d.vcf.gz".formatted(samples));
    CohortGenerator.writeCompressed(CohortSettings.tidy(samples, 30, samples), file);
    return file;
  }

  HeldDataset publish(String name, Path source) throws Exception {
    return publish(name, source, new SampleOwners.EachItsOwn());
  }

  HeldDataset publish(String name, Path source, SampleOwners owners) throws Exception {
    return publication.publish(
        new Order(name, source, owners, new CallableRegions.Unknown()), IngestProgress.NONE);
  }

  @Override
  public void close() throws IOException {
    ledger.close();
    catalog.close();
    vault.close();
  }
}
