package org.genogate.genomics.arrow;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.arrow.compression.CommonsCompressionFactory;
import org.apache.arrow.memory.RootAllocator;
import org.apache.arrow.vector.BigIntVector;
import org.apache.arrow.vector.Float8Vector;
import org.apache.arrow.vector.IntVector;
import org.apache.arrow.vector.TinyIntVector;
import org.apache.arrow.vector.VarCharVector;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.complex.FixedSizeListVector;
import org.apache.arrow.vector.dictionary.DictionaryEncoder;
import org.apache.arrow.vector.ipc.ArrowStreamReader;
import org.jspecify.annotations.Nullable;

/// A stream as Arrow's own reader sees it.
public record Decoded(Map<String, String> metadata, List<String> columns, List<Row> rows) {

  /// One row; nulls of text are empty.
  ///
  /// @param dosages a character a sample, `.` for null; empty without that column
  public record Row(
      String contig,
      int pos,
      String id,
      String ref,
      String alt,
      String filter,
      int alleleCount,
      int alleleNumber,
      double alleleFrequency,
      String dosages,
      long ledgerSize) {

    /// `contig:pos ref>alt AC/AN dosages`.
    public String text() {
      return "%s:%d %s>%s %d/%d %s"
          .formatted(contig, pos, ref, alt, alleleCount, alleleNumber, dosages);
    }
  }

  public static Decoded of(byte[] stream) throws IOException {
    try (var allocator = new RootAllocator();
        var reader =
            new ArrowStreamReader(
                new ByteArrayInputStream(stream), allocator, CommonsCompressionFactory.INSTANCE)) {
      VectorSchemaRoot root = reader.getVectorSchemaRoot();
      var rows = new ArrayList<Row>();
      while (reader.loadNextBatch()) {
        var contigs = reader.getDictionaryVectors().get(0L);
        if (contigs == null) {
          throw new IOException("a batch came before the dictionary of its contigs");
        }
        try (var chrom = DictionaryEncoder.decode(root.getVector("CHROM"), contigs)) {
          for (int i = 0; i < root.getRowCount(); i++) {
            rows.add(row(root, (VarCharVector) chrom, i));
          }
        }
      }
      List<String> columns =
          root.getSchema().getFields().stream().map(field -> field.getName()).toList();
      return new Decoded(root.getSchema().getCustomMetadata(), columns, rows);
    }
  }

  /// The rows as text.
  public List<String> text() {
    return rows.stream().map(Row::text).toList();
  }

  private static Row row(VectorSchemaRoot root, VarCharVector chrom, int at) {
    return new Row(
        text(chrom, at),
        ((IntVector) root.getVector("POS")).get(at),
        text((VarCharVector) root.getVector("ID"), at),
        text((VarCharVector) root.getVector("REF"), at),
        text((VarCharVector) root.getVector("ALT"), at),
        text((VarCharVector) root.getVector("FILTER"), at),
        ((IntVector) root.getVector("AC")).get(at),
        ((IntVector) root.getVector("AN")).get(at),
        ((Float8Vector) root.getVector("AF")).get(at),
        dosages((FixedSizeListVector) root.getVector("dosages"), at),
        ((BigIntVector) root.getVector("ledger_size")).get(at));
  }

  private static String text(VarCharVector column, int at) {
    return column.isNull(at) ? "" : new String(column.get(at), UTF_8);
  }

  private static String dosages(@Nullable FixedSizeListVector column, int at) {
    if (column == null) {
      return "";
    }
    var items = (TinyIntVector) column.getDataVector();
    var text = new StringBuilder();
    for (int i = at * column.getListSize(); i < (at + 1) * column.getListSize(); i++) {
      text.append(items.isNull(i) ? "." : items.get(i));
    }
    return text.toString();
  }
}
