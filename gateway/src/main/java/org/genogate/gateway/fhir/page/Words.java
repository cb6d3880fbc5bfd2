package org.genogate.gateway.fhir.page;

import org.genogate.gateway.access.ReportDesk.Answer;
import org.genogate.gateway.access.ReportDesk.Finding;

/// How a finding is put into words, on the page and in FHIR's narratives alike.
///
/// A genotype is told as copies of the panel's allele and never as a pair such as `A/G`: at a place
/// with several alternate alleles the other copy need not be the reference.
public final class Words {

  private Words() {}

  public static String answer(Answer answer) {
    return switch (answer) {
      case PRESENT -> "present";
      case ABSENT -> "absent";
      case NOT_CALLED -> "not called";
      case NOT_SHARED -> "not shared";
    };
  }

  /// Such as `rs4244285, CYP2C19`.
  public static String name(Finding finding) {
    var id = finding.id().equals(".") ? "" : finding.id();
    if (id.isEmpty() || finding.gene().isEmpty()) {
      return id.isEmpty() && finding.gene().isEmpty() ? "unnamed" : id + finding.gene();
    }
    return id + ", " + finding.gene();
  }

  /// 1-based, as VCF and the literature write it.
  public static String place(Finding finding) {
    return finding.contig() + ":" + finding.position();
  }

  public static String change(Finding finding) {
    return finding.ref() + ">" + finding.alt();
  }

  public static String copies(Finding finding) {
    return switch (finding.answer()) {
      case PRESENT ->
          switch (finding.copies()) {
            case 1 -> finding.ploidy() == 1 ? "the only copy" : "one copy of two";
            default -> "both copies";
          };
      case ABSENT -> "no copy";
      case NOT_CALLED -> "unknown";
      case NOT_SHARED -> "withheld";
    };
  }

  /// @throws IllegalArgumentException if it is absent and nothing shows that the place was read
  public static String evidence(Finding finding) {
    return switch (finding.answer()) {
      case PRESENT -> finding.phased() ? "called genotype, phased" : "called genotype";
      case ABSENT -> requireEvidence(finding) + ", reference found";
      case NOT_CALLED -> "no call at this position: do not read as absent";
      case NOT_SHARED -> "the patient holds this place back: do not read as absent";
    };
  }

  /// The last guard: nothing is called absent that was not looked at, whoever made the finding.
  private static String requireEvidence(Finding finding) {
    if (finding.evidence().isEmpty()) {
      throw new IllegalArgumentException("an absent allele without evidence of a call");
    }
    return finding.evidence();
  }

  public static String sentence(Finding finding) {
    return "%s, %s %s: %s (%s)"
        .formatted(
            name(finding),
            place(finding),
            change(finding),
            answer(finding.answer()),
            evidence(finding));
  }
}
