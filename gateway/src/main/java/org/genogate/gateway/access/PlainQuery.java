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
  private static final Pattern PLACE = Pattern.compile("(.+):([0-9]{1,10})-([0-9]{1,10})");
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
      var parts = PLACE.matcher(place);
      if (!parts.matches()) {
        return Optional.empty();
      }
      long letters = Long.parseLong(parts.group(3)) - Long.parseLong(parts.group(2)) + 1;
      lettersOf.merge(chromosome(parts.group(1)), letters, Long::sum);
    }
    var named = new ArrayList<String>();
    lettersOf.forEach((name, letters) -> named.add(name + letters(letters)));
    if (named.size() > MOST_NAMED) {
      return Optional.of("%d chromosomes".formatted(named.size()));
    }
    return Optional.of(String.join("; ", named));
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
