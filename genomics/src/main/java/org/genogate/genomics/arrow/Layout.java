package org.genogate.genomics.arrow;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.arrow.vector.types.FloatingPointPrecision;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.DictionaryEncoding;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.FieldType;
import org.apache.arrow.vector.types.pojo.Schema;

/// What one stream looks like on the wire: its columns and the metadata of its schema.
public final class Layout {
  /// The dictionary of contig names, which CHROM's numbers point into.
  static final DictionaryEncoding CONTIGS =
      new DictionaryEncoding(0, false, new ArrowType.Int(32, true));

  /// Metadata keys of this package begin so.
  private static final String KEY = "genogate.";

  private final List<String> contigs;
  private final List<String> samples;
  private final int cohortSize;
  private final int[] dosagesOf;
  private final boolean hasDosages;
  private final boolean zstd;
  private final Map<String, String> metadata;

  private Layout(
      List<String> contigs,
      List<String> samples,
      int cohortSize,
      int[] dosagesOf,
      boolean hasDosages,
      boolean zstd,
      Map<String, String> metadata) {
    this.contigs = List.copyOf(contigs);
    this.samples = List.copyOf(samples);
    this.cohortSize = cohortSize;
    this.dosagesOf = dosagesOf.clone();
    this.hasDosages = hasDosages;
    this.zstd = zstd;
    this.metadata = Map.copyOf(metadata);
  }

  /// Site columns alone, not compressed.
  ///
  /// @param contigs every contig that a row may lie on
  /// @param samples the names of those whose genotypes are counted, told in the metadata
  /// @param metadata the caller's own
  /// @throws IllegalArgumentException if `metadata` has a key that this package writes itself
  public static Layout sites(
      List<String> contigs, List<String> samples, Map<String, String> metadata) {
    var all = new HashMap<>(metadata);
    for (var own : ownMetadata(samples, Map.of()).entrySet()) {
      if (all.putIfAbsent(own.getKey(), own.getValue()) != null) {
        throw new IllegalArgumentException("metadata key %s is ours".formatted(own.getKey()));
      }
    }
    return new Layout(contigs, samples, 0, new int[0], false, false, all);
  }

  /// Adds the column of dosages.
  ///
  /// @param cohortSize how many samples the cohort has, asked for or not
  /// @param ordinals in the cohort, of the samples in their order
  public Layout withDosages(int cohortSize, int... ordinals) {
    if (ordinals.length != samples.size()) {
      throw new IllegalArgumentException(
          "%d ordinals for %d samples".formatted(ordinals.length, samples.size()));
    }
    var all = new HashMap<>(metadata);
    all.putAll(ownMetadata(samples, Map.of("dosages", "copies of ALT, 0 to 2; null: not called")));
    return new Layout(contigs, samples, cohortSize, ordinals, true, zstd, all);
  }

  /// Compresses the buffers of each batch.
  public Layout withZstd() {
    return new Layout(contigs, samples, cohortSize, dosagesOf, hasDosages, true, metadata);
  }

  List<String> contigs() {
    return contigs;
  }

  boolean hasDosages() {
    return hasDosages;
  }

  int sampleCount() {
    return samples.size();
  }

  int cohortSize() {
    return cohortSize;
  }

  /// A copy.
  int[] dosagesOf() {
    return dosagesOf.clone();
  }

  boolean zstd() {
    return zstd;
  }

  /// With CHROM as the numbers that a batch holds; the wire's schema names its dictionary.
  Schema schema() {
    var fields = new ArrayList<Field>();
    fields.add(
        new Field("CHROM", new FieldType(false, new ArrowType.Int(32, true), CONTIGS), null));
    fields.add(required("POS", new ArrowType.Int(32, true)));
    fields.add(Field.nullable("ID", ArrowType.Utf8.INSTANCE));
    fields.add(required("REF", ArrowType.Utf8.INSTANCE));
    fields.add(required("ALT", ArrowType.Utf8.INSTANCE));
    fields.add(Field.nullable("FILTER", ArrowType.Utf8.INSTANCE));
    fields.add(required("AC", new ArrowType.Int(32, true)));
    fields.add(required("AN", new ArrowType.Int(32, true)));
    fields.add(required("AF", new ArrowType.FloatingPoint(FloatingPointPrecision.DOUBLE)));
    if (hasDosages) {
      fields.add(
          new Field(
              "dosages",
              FieldType.notNullable(new ArrowType.FixedSizeList(dosagesOf.length)),
              List.of(Field.nullable("item", new ArrowType.Int(8, true)))));
    }
    fields.add(required("ledger_size", new ArrowType.Int(64, true)));
    return new Schema(fields, metadata);
  }

  private static Field required(String name, ArrowType type) {
    return new Field(name, FieldType.notNullable(type), null);
  }

  private static Map<String, String> ownMetadata(List<String> samples, Map<String, String> more) {
    var units = new LinkedHashMap<String, String>();
    units.put("POS", "first base of REF, 1-based");
    units.put("AC", "copies of ALT among the visible samples");
    units.put("AN", "called alleles of the visible samples");
    units.put("AF", "AC / AN");
    units.putAll(more);
    units.put("ledger_size", "entries of the ledger that this row's mask was computed at");
    return Map.of(KEY + "samples", JsonText.array(samples), KEY + "units", JsonText.object(units));
  }
}
