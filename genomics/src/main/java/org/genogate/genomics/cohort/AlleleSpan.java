package org.genogate.genomics.cohort;

import org.genogate.genomics.source.MalformedVcfException;
import org.genogate.genomics.source.VcfRecord;
import org.genogate.genomics.variant.MinimalAllele;

/// How far an allele reaches over the reference.
///
/// END and SVLEN stretch only alleles that are not written as bases: a SNP that shares its record
/// with a long deletion must not match where only the deletion lies.
final class AlleleSpan {

  private AlleleSpan() {}

  /// One past the last base of `allele`, 0-based.
  ///
  /// @param index of its ALT in the record, counted from 0
  static int end(VcfRecord record, int index, MinimalAllele allele) throws MalformedVcfException {
    int written = allele.start() + allele.ref().length();
    return switch (allele.kind()) {
      case SEQUENCE, SPANNING_DELETION, BREAKEND -> written;
      case REFERENCE_BLOCK -> Math.max(written, statedEnd(record));
      case SYMBOLIC -> symbolic(record, index, allele, written);
    };
  }

  /// The same for a record without an ALT.
  static int referenceEnd(VcfRecord record) throws MalformedVcfException {
    return Math.max(record.start() + record.ref().length(), statedEnd(record));
  }

  private static int symbolic(VcfRecord record, int index, MinimalAllele allele, int written)
      throws MalformedVcfException {
    int stated = statedEnd(record);
    if (stated > 0) {
      return Math.max(written, stated);
    }
    boolean addsOnly = allele.alt().startsWith("<INS");
    // POS is the base before the event, so it reaches SVLEN bases beyond it.
    long reach = addsOnly ? written : written + (long) record.extent().length(index);
    if (reach > Integer.MAX_VALUE) {
      throw malformed(record, "SVLEN goes beyond any contig");
    }
    return (int) reach;
  }

  private static int statedEnd(VcfRecord record) throws MalformedVcfException {
    int end = record.extent().end();
    if (end > 0 && end <= record.start()) {
      throw malformed(record, "END comes before POS");
    }
    return end;
  }

  private static MalformedVcfException malformed(VcfRecord record, String what) {
    return new MalformedVcfException("line %d: %s".formatted(record.line(), what));
  }
}
