package org.genogate.genomics.source;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.genogate.genomics.region.Region;

/// Reads the places of a BED file, plain or block-compressed.
///
/// Spec: [BED 1.0](https://samtools.github.io/hts-specs/BEDv1.pdf)
public final class BedReader {

  private BedReader() {}

  /// The places in the file's order; they may overlap.
  ///
  /// @throws MalformedVcfException naming the line
  public static List<Region> read(Path path) throws IOException {
    var places = new ArrayList<Region>();
    try (SourceFile file = SourceFile.open(path);
        var text = file.text()) {
      var lines = new TextLines(text);
      while (lines.next()) {
        String line = lines.text();
        boolean comment =
            line.isBlank()
                || line.startsWith("#")
                || line.startsWith("track")
                || line.startsWith("browser");
        if (!comment) {
          places.add(place(lines, line));
        }
      }
    }
    return places;
  }

  private static Region place(TextLines lines, String line) throws MalformedVcfException {
    String[] columns = line.split("\t", -1);
    if (columns.length >= 3) {
      try {
        int start = Integer.parseInt(columns[1]);
        int end = Integer.parseInt(columns[2]);
        if (!columns[0].isBlank() && start >= 0 && end >= start) {
          return new Region(columns[0], start, end);
        }
      } catch (NumberFormatException _) {
        // Told below.
      }
    }
    throw lines.malformed("a contig, a 0-based start and an end, with tabs between, are wanted");
  }
}
