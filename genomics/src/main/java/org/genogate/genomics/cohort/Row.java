package org.genogate.genomics.cohort;

import java.util.ArrayList;
import java.util.List;
import org.genogate.genomics.mask.SampleSet;
import org.genogate.genomics.variant.AlleleKind;

/// What the store keeps of a row beside its place. Not masked: it never leaves this package.
///
/// @param alt `.` in a row of the reference table
record Row(String id, String ref, String alt, List<String> filter, Genotypes genotypes) {

  /// The ALT of a record that lists none.
  static final String NO_ALT = ".";

  /// @param genotypes the six sets of [Genotypes], in its order
  static byte[] encode(
      String id, String ref, String alt, List<String> filter, List<byte[]> genotypes) {
    var out = new ByteWriter().text(id).text(ref).text(alt).varint(filter.size());
    filter.forEach(out::text);
    genotypes.forEach(out::raw);
    return out.toBytes();
  }

  static Row decode(byte[] bytes, int samples) {
    var in = new ByteReader(bytes);
    String id = in.text();
    String ref = in.text();
    String alt = in.text();
    int filters = in.count();
    var filter = new ArrayList<String>(filters);
    for (int i = 0; i < filters; i++) {
      filter.add(in.text());
    }
    var genotypes =
        new Genotypes(
            SampleSetCode.read(in, samples),
            SampleSetCode.read(in, samples),
            SampleSetCode.read(in, samples),
            SampleSetCode.read(in, samples),
            SampleSetCode.read(in, samples),
            SampleSetCode.read(in, samples));
    return new Row(id, ref, alt, List.copyOf(filter), genotypes);
  }

  Row maskedBy(SampleSet visible) {
    return new Row(id, ref, alt, filter, genotypes.maskedBy(visible));
  }

  /// Whether the row says of a whole stretch what the reference is, rather than telling an allele.
  boolean isReferenceBlock() {
    return alt.equals(NO_ALT) || AlleleKind.of(alt) == AlleleKind.REFERENCE_BLOCK;
  }
}
