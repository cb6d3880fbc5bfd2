package org.genogate.genomics.arrow;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.arrow.vector.BigIntVector;
import org.apache.arrow.vector.Float8Vector;
import org.apache.arrow.vector.IntVector;
import org.apache.arrow.vector.VarCharVector;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.genogate.genomics.cohort.MaskedRow;

/// Everything in a row but the dosages.
final class SiteColumns {
  /// CHROM, POS, AC, AN of 4 bytes, AF and ledger_size of 8, and four offsets of 4.
  static final long FIXED_BYTES_PER_ROW = 48;

  private final Map<String, Integer> contigNumbers = new HashMap<>();
  private final IntVector chrom;
  private final IntVector pos;
  private final VarCharVector id;
  private final VarCharVector ref;
  private final VarCharVector alt;
  private final VarCharVector filter;
  private final IntVector alleleCount;
  private final IntVector alleleNumber;
  private final Float8Vector alleleFrequency;
  private final BigIntVector ledgerSize;

  SiteColumns(VectorSchemaRoot root, List<String> contigs) {
    for (String contig : contigs) {
      contigNumbers.put(contig, contigNumbers.size());
    }
    chrom = (IntVector) root.getVector("CHROM");
    pos = (IntVector) root.getVector("POS");
    id = (VarCharVector) root.getVector("ID");
    ref = (VarCharVector) root.getVector("REF");
    alt = (VarCharVector) root.getVector("ALT");
    filter = (VarCharVector) root.getVector("FILTER");
    alleleCount = (IntVector) root.getVector("AC");
    alleleNumber = (IntVector) root.getVector("AN");
    alleleFrequency = (Float8Vector) root.getVector("AF");
    ledgerSize = (BigIntVector) root.getVector("ledger_size");
  }

  /// The text of one row, in the wire's bytes.
  @SuppressWarnings("ArrayRecordComponent") // lives for one call
  record Text(byte[] id, byte[] ref, byte[] alt, byte[] filter) {
    static Text of(MaskedRow row) {
      return new Text(
          row.id().getBytes(UTF_8),
          row.ref().getBytes(UTF_8),
          row.alt().getBytes(UTF_8),
          String.join(";", row.filter()).getBytes(UTF_8));
    }

    int bytes() {
      return id.length + ref.length + alt.length + filter.length;
    }
  }

  void set(int at, MaskedRow row, Text text, long size) {
    Integer contig = contigNumbers.get(row.span().contig());
    if (contig == null) {
      throw new IllegalArgumentException(
          "a row lies on %s, which the head does not name".formatted(row.span().contig()));
    }
    chrom.setSafe(at, contig);
    pos.setSafe(at, row.span().start() + 1);
    setOrNull(id, at, text.id());
    ref.setSafe(at, text.ref());
    alt.setSafe(at, text.alt());
    setOrNull(filter, at, text.filter());
    alleleCount.setSafe(at, row.alleleCount());
    alleleNumber.setSafe(at, row.alleleNumber());
    alleleFrequency.setSafe(at, (double) row.alleleCount() / row.alleleNumber());
    ledgerSize.setSafe(at, size);
  }

  private static void setOrNull(VarCharVector column, int at, byte[] text) {
    if (text.length == 0) {
      column.setNull(at);
    } else {
      column.setSafe(at, text);
    }
  }
}
