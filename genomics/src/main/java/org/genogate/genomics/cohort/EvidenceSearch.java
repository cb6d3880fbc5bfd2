package org.genogate.genomics.cohort;

import java.util.Locale;
import org.genogate.genomics.region.Region;
import org.genogate.genomics.variant.AlleleKind;
import org.genogate.genomics.variant.MinimalAllele;

/// Weighs the rows at one place for one allele in one sample.
///
/// It errs towards "not called": a clinic acts on "absent". So a genotype without the allele proves
/// absence where its record offered that very allele; a record of another allele proves it only for
/// bases at its own position, because a deletion that was looked for and not found says little of
/// the bases inside it; and a symbolic allele proves nothing, but for a gVCF's reference blocks.
final class EvidenceSearch {

  private final int sample;
  private final Region place;
  private final String writtenRef;
  private final MinimalAllele allele;
  private final Region asked;

  private int copies;
  private int ploidy;
  private boolean phased;
  private boolean hidden;
  private boolean offeredAndCalled;
  private boolean offered;
  private boolean contradicted;
  private boolean referenceCalled;
  private boolean uncalled;

  /// @param place the bases of `ref`
  EvidenceSearch(int sample, Region place, String ref, String alt) {
    this.sample = sample;
    this.place = place;
    this.writtenRef = ref.toUpperCase(Locale.ROOT);
    this.allele = MinimalAllele.of(place.start(), ref, alt);
    boolean written =
        allele.kind() == AlleleKind.SEQUENCE || allele.kind() == AlleleKind.SPANNING_DELETION;
    if (written && place.length() != ref.length()) {
      throw new IllegalArgumentException(
          "a place of %d bases for a REF of %d".formatted(place.length(), ref.length()));
    }
    int end = written ? allele.start() + allele.ref().length() : place.end();
    this.asked = new Region(place.contig(), allele.start(), Math.max(end, allele.start() + 1));
  }

  /// The bases that the allele replaces.
  Region asked() {
    return asked;
  }

  /// A row of the variant table that touches [#asked].
  void seeVariant(MaskedRow row) {
    if (row.isReferenceBlock()) {
      seeReference(row);
    } else if (!row.visible().contains(sample)) {
      hidden = true;
    } else if (offersAllele(row)) {
      offered = true;
      offeredAndCalled |= row.called(sample);
      if (row.copies(sample) > copies) {
        copies = row.copies(sample);
        ploidy = row.ploidy(sample);
        phased = row.phased(sample);
      }
    } else {
      boolean here =
          row.span().start() == asked.start() && allele.alt().length() <= allele.ref().length();
      weigh(row, here && AlleleKind.of(row.alt()) == AlleleKind.SEQUENCE);
    }
  }

  /// A row that says what a whole stretch is.
  void seeReference(MaskedRow row) {
    weigh(row, true);
  }

  private void weigh(MaskedRow row, boolean canProveReference) {
    if (!agreesOnReference(row) || row.copies(sample) > 0) {
      contradicted = true;
    } else if (!row.called(sample)) {
      uncalled = true;
    } else if (canProveReference
        && row.span().start() <= asked.start()
        && asked.end() <= row.span().end()) {
      referenceCalled = true;
    }
  }

  private boolean offersAllele(MaskedRow row) {
    return row.span().start() == allele.start()
        && row.ref().equals(allele.ref())
        && row.alt().equals(allele.alt());
  }

  /// Whether the bases that both tell are the same: else one of them is of another assembly, and
  /// "carries the reference" would mean two things.
  private boolean agreesOnReference(MaskedRow row) {
    int shift = place.start() - row.span().start();
    for (int i = 0; i < writtenRef.length(); i++) {
      int other = i + shift;
      if (other >= 0 && other < row.ref().length()) {
        char asking = writtenRef.charAt(i);
        char known = row.ref().charAt(other);
        if (asking != known && asking != 'N' && known != 'N') {
          return false;
        }
      }
    }
    return true;
  }

  CallEvidence verdict(boolean callable) {
    if (copies > 0) {
      return new CallEvidence.Carried(copies, ploidy, phased);
    }
    if (offeredAndCalled) {
      return new CallEvidence.CalledReference();
    }
    if (hidden) {
      return new CallEvidence.NotVisible();
    }
    if (offered || contradicted) {
      return new CallEvidence.NotCalled();
    }
    if (referenceCalled) {
      return new CallEvidence.CalledReference();
    }
    return callable && !uncalled ? new CallEvidence.CallableRegion() : new CallEvidence.NotCalled();
  }
}
