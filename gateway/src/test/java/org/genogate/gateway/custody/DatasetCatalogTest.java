package org.genogate.gateway.custody;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import org.genogate.ledger.event.PersonTag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DatasetCatalogTest {

  @TempDir Path folder;

  private DatasetFolder publish() throws Exception {
    try (var custody = Custody.open(folder)) {
      return custody.folderOf(custody.publish("cohort", custody.cohort(3)));
    }
  }

  /// Whoever holds the node's key could seal another map; the ledger has what was published.
  @Test
  void aMapThatIsNotTheOnePublishedIsRefused() throws Exception {
    var published = publish();
    try (var custody = Custody.open(folder)) {
      var swapped = new LinkedHashMap<String, PersonTag>();
      var held = custody.catalog.find("cohort").orElseThrow();
      var samples = held.store().header().samples();
      for (int i = 0; i < samples.size(); i++) {
        var next = held.people().get((i + 1) % samples.size());
        swapped.put(samples.get(i), next.orElseThrow());
      }
      custody.catalog.manifest(published).write(new DatasetManifest("cohort", swapped).encode());
    }

    assertThatThrownBy(() -> Custody.open(folder))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("is not the one that was published");
  }

  @Test
  void aMapThatWasSealedForAnotherPlaceIsRefused() throws Exception {
    var published = publish();
    Files.copy(
        folder.resolve("people.sealed"), published.people(), StandardCopyOption.REPLACE_EXISTING);

    assertThatThrownBy(() -> Custody.open(folder))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("was not sealed by this node for this place");
  }

  @Test
  void aDatasetThatIsMissingIsSaid() throws Exception {
    publish().delete();

    assertThatThrownBy(() -> Custody.open(folder))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("is on the ledger but not in the data folder");
  }

  @Test
  void aStoreThatIsMissingIsSaid() throws Exception {
    var published = publish();
    try (var files = Files.list(published.store())) {
      for (var file : files.toList()) {
        Files.delete(file);
      }
    }

    assertThatThrownBy(() -> Custody.open(folder)).isInstanceOf(IOException.class);
  }

  @Test
  void aManifestIsReadAsItWasWritten() throws Exception {
    var random = new Random(1);
    var manifest =
        new DatasetManifest(
            "cohort", Map.of("S1", PersonTag.random(random), "S2", PersonTag.random(random)));

    assertThat(DatasetManifest.decode(manifest.encode())).isEqualTo(manifest);
  }
}
