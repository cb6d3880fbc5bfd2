package org.genogate.genomics.arrow;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.arrow.compression.CommonsCompressionFactory;
import org.apache.arrow.memory.RootAllocator;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.IntVector;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.complex.FixedSizeListVector;
import org.apache.arrow.vector.ipc.ArrowStreamReader;

/// Reads a stream of variants back, as a tab-separated table for people.
public final class VariantTable {

  private VariantTable() {}

  /// What was read.
  ///
  /// @param samples whose dosages stand in it; 0 for sites alone
  /// @param metadata of the schema
  public record Summary(long rows, int samples, Map<String, String> metadata) {}

  /// Writes a header line and a line a row; a dosage that is null is written as `.`.
  ///
  /// @throws IOException if the stream breaks off or was broken off: what was written is then not
  ///   to be used
  public static Summary write(InputStream stream, PrintWriter out) throws IOException {
    try (var allocator = new RootAllocator();
        var reader = new ArrowStreamReader(stream, allocator, CommonsCompressionFactory.INSTANCE)) {
      var root = reader.getVectorSchemaRoot();
      out.println(header(root));
      long rows = 0;
      while (reader.loadNextBatch()) {
        var contigs = reader.lookup(Layout.CONTIGS.getId()).getVector();
        for (int row = 0; row < root.getRowCount(); row++) {
          out.println(line(root, row, contigs));
        }
        rows += root.getRowCount();
      }
      return new Summary(rows, samples(root), root.getSchema().getCustomMetadata());
    } catch (IllegalArgumentException | IllegalStateException e) {
      throw new IOException("not a whole Arrow stream: " + e.getMessage(), e);
    }
  }

  private static String header(VectorSchemaRoot root) {
    return root.getFieldVectors().stream()
        .map(FieldVector::getName)
        .collect(Collectors.joining("\t"));
  }

  private static int samples(VectorSchemaRoot root) {
    return root.getVector("dosages") instanceof FixedSizeListVector lists ? lists.getListSize() : 0;
  }

  private static String line(VectorSchemaRoot root, int row, FieldVector contigs) {
    List<String> cells = new ArrayList<>();
    for (var column : root.getFieldVectors()) {
      cells.add(cell(column, row, contigs));
    }
    return String.join("\t", cells);
  }

  private static String cell(FieldVector column, int row, FieldVector contigs) {
    if (column.isNull(row)) {
      return ".";
    }
    if (column instanceof IntVector numbers && column.getName().equals("CHROM")) {
      return text(contigs.getObject(numbers.get(row)));
    }
    if (column instanceof FixedSizeListVector lists) {
      var items = lists.getDataVector();
      var dosages = new ArrayList<String>(lists.getListSize());
      for (int i = row * lists.getListSize(); i < (row + 1) * lists.getListSize(); i++) {
        dosages.add(items.isNull(i) ? "." : text(items.getObject(i)));
      }
      return String.join(",", dosages);
    }
    return text(column.getObject(row));
  }

  private static String text(Object value) {
    return String.valueOf(value);
  }
}
