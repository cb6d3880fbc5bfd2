package org.genogate.gateway.research;

import io.vertx.core.json.JsonArray;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.genogate.genomics.arrow.VariantTable;

/// An answer as a researcher reads it.
///
/// @param columns their names
/// @param rows the cells of each row, as text
record Table(List<String> columns, List<List<String>> rows, Map<String, String> metadata) {

  static Table read(byte[] body) throws IOException {
    var text = new StringWriter();
    var summary = VariantTable.write(new ByteArrayInputStream(body), new PrintWriter(text));
    var lines = text.toString().lines().map(line -> List.of(line.split("\t", -1))).toList();
    return new Table(lines.getFirst(), lines.subList(1, lines.size()), summary.metadata());
  }

  List<String> samples() {
    return new JsonArray(metadata.get("genogate.samples"))
        .stream().map(String.class::cast).toList();
  }

  List<Integer> positions() {
    return column("POS").stream().map(Integer::valueOf).toList();
  }

  /// What stands in one sample's column, row by row; `.` where it is null.
  List<String> dosagesOf(String sample) {
    int place = samples().indexOf(sample);
    return column("dosages").stream()
        .map(dosages -> Arrays.asList(dosages.split(",", -1)).get(place))
        .toList();
  }

  private List<String> column(String name) {
    int column = columns.indexOf(name);
    return rows.stream().map(row -> row.get(column)).toList();
  }

  /// All but what differs from one access to the next.
  Table withoutAccess() {
    var same = new TreeMap<>(metadata);
    same.remove("genogate.access_id");
    same.remove("genogate.ledger_size");
    int size = columns.indexOf("ledger_size");
    return new Table(
        columns,
        rows.stream()
            .map(row -> {
              var cells = new ArrayList<>(row);
              cells.set(size, "");
              return List.copyOf(cells);
            })
            .toList(),
        same);
  }
}
