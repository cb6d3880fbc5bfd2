package org.genogate.gateway.demo;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.genogate.genomics.arrow.VariantTable;

/// What one sample's column of a dosage stream held, row by row.
///
/// @param rows in the stream's order
record DosageRows(List<Row> rows) {

  /// @param ledgerSize that the row's mask was computed at
  /// @param present whether the sample's dosage was there; otherwise it was null
  record Row(long ledgerSize, boolean present) {}

  /// @param sample the column's place in the answer
  /// @throws IOException if the stream was cut
  static DosageRows read(InputStream stream, int sample) throws IOException {
    var text = new StringWriter();
    var _ = VariantTable.write(stream, new PrintWriter(text));
    var lines = text.toString().lines().toList();
    var header = Arrays.asList(lines.getFirst().split("\t", -1));
    int dosages = header.indexOf("dosages");
    int size = header.indexOf("ledger_size");
    var rows = new ArrayList<Row>();
    for (var line : lines.subList(1, lines.size())) {
      var cells = line.split("\t", -1);
      rows.add(
          new Row(Long.parseLong(cells[size]), !cells[dosages].split(",", -1)[sample].equals(".")));
    }
    return new DosageRows(rows);
  }

  long presentUpTo(long ledgerSize) {
    return rows.stream().filter(row -> row.ledgerSize() <= ledgerSize && row.present()).count();
  }

  long presentAfter(long ledgerSize) {
    return rows.stream().filter(row -> row.ledgerSize() > ledgerSize && row.present()).count();
  }

  long after(long ledgerSize) {
    return rows.stream().filter(row -> row.ledgerSize() > ledgerSize).count();
  }
}
