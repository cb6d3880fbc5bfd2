package org.genogate.ledger.event;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Test;

/// The wire format is kept by committed bytes: one entry of each kind, drawn from a fixed seed.
class EntryVectorsTest {

  private static final long SEED = 91;

  @Test
  void entriesAreWrittenAsPublished() throws IOException {
    assertThat(entries().stream().map(EntryVectorsTest::line).toList()).isEqualTo(published());
  }

  @Test
  void publishedEntriesAreRead() throws Exception {
    var entries = entries();
    var lines = published();

    for (int i = 0; i < lines.size(); i++) {
      var bytes =
          HexFormat.of().parseHex(lines.get(i).substring(lines.get(i).lastIndexOf(' ') + 1));
      assertThat(Entry.decode(bytes)).isEqualTo(entries.get(i));
    }
  }

  private static List<Entry> entries() {
    return new RandomEvents(new Random(SEED)).oneOfEach();
  }

  /// Event number, leaf hash, entry.
  private static String line(Entry entry) {
    return "%d %s %s"
        .formatted(entry.event().number(), entry.leaf(), HexFormat.of().formatHex(entry.encode()));
  }

  private static List<String> published() throws IOException {
    try (var in =
        Objects.requireNonNull(EntryVectorsTest.class.getResourceAsStream("entries.txt"))) {
      return new String(in.readAllBytes(), UTF_8)
          .lines()
          .filter(line -> !line.startsWith("#"))
          .toList();
    }
  }
}
