package org.genogate.gateway.access;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.genogate.gateway.config.PanelFile;

/// Says what was asked, from the text on the ledger, in the words of the person whose data it was.
final class PlainQuery {

  private static final Pattern REGIONS = Pattern.compile("regions=([^;]+);.*");
  private static final Pattern PANEL = Pattern.compile("panel=(.+)");
  private static final int MOST_NAMED = 3;

  private final Map<String, PanelFile> panels;

  PlainQuery(Map<String, PanelFile> panels) {
    this.panels = panels;
  }

  /// Such as `chromosome 22, 1 million letters`.
  String say(String query) {
    return regions(query).or(() -> panel(query)).orElse("a part of the data");
  }

  private Optional<String> panel(String query) {
    var match = PANEL.matcher(query);
    return match.matches()
        ? Optional.of(
            "a report on "
                + Optional.ofNullable(panels.get(match.group(1)))
                    .map(PanelFile::title)
                    .orElse("a panel that is no longer in use"))
        : Optional.empty();
  }

  private static Optional<String> regions(String query) {
    var match = REGIONS.matcher(query);
    if (!match.matches()) {
      return Optional.empty();
    }
    var lettersOf = new LinkedHashMap<String, Long>();
    for (var place : match.group(1).split(" ", -1)) {
      int colon = place.lastIndexOf(':');
      int dash = place.lastIndexOf('-');
      if (colon < 0 || dash < colon) {
        return Optional.empty();
      }
      long first = Long.parseLong(place.substring(colon + 1, dash));
      long last = Long.parseLong(place.substring(dash + 1));
      lettersOf.merge(chromosome(place.substring(0, colon)), last - first + 1, Long::sum);
    }
    var parts = new ArrayList<String>();
    lettersOf.forEach((name, letters) -> parts.add(name + letters(letters)));
    if (parts.size() > MOST_NAMED) {
      return Optional.of("%d chromosomes".formatted(parts.size()));
    }
    return Optional.of(String.join("; ", parts));
  }

  private static String chromosome(String contig) {
    return "chromosome " + (contig.startsWith("chr") ? contig.substring(3) : contig);
  }

  private static String letters(long letters) {
    // Longer than any chromosome: the whole of it was asked for.
    if (letters > 300_000_000) {
      return ", all of it";
    }
    if (letters >= 1_000_000) {
      long tenths = Math.round(letters / 100_000.0);
      return tenths % 10 == 0
          ? ", %d million letters".formatted(tenths / 10)
          : ", %d.%d million letters".formatted(tenths / 10, tenths % 10);
    }
    return letters == 1 ? ", 1 letter" : ", %,d letters".formatted(letters);
  }
}
