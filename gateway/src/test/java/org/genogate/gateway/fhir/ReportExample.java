package org.genogate.gateway.fhir;

import java.time.Instant;
import java.util.Collections;
import java.util.List;
import org.genogate.gateway.access.ReportDesk.Answer;
import org.genogate.gateway.access.ReportDesk.Finding;
import org.genogate.gateway.access.ReportDesk.Report;
import org.genogate.ledger.event.AccessId;
import org.genogate.ledger.event.ConsentId;

/// Invented reports for tests.
final class ReportExample {

  static final Finding PRESENT =
      finding("rs4244285", "CYP2C19", "chr10", 94_781_859, "G", "A", Answer.PRESENT, 1, 2, "");
  static final Finding ABSENT =
      finding(
          "rs4986893",
          "CYP2C19",
          "chr10",
          94_780_653,
          "G",
          "A",
          Answer.ABSENT,
          0,
          2,
          "callable region");
  static final Finding NOT_CALLED =
      finding("rs28399504", "CYP2C19", "chr10", 94_762_706, "A", "G", Answer.NOT_CALLED, 0, 0, "");
  static final Finding NOT_SHARED =
      finding("rs1045642", "ABCB1", "chr7", 87_509_329, "A", "G", Answer.NOT_SHARED, 0, 0, "");
  static final Finding HOMOZYGOUS_DELETION =
      finding(".", "UGT1A1", "chr2", 233_760_233, "CAT", "C", Answer.PRESENT, 2, 2, "");
  static final Finding HEMIZYGOUS =
      finding("rs1050828", "G6PD", "chrX", 154_536_002, "C", "T", Answer.PRESENT, 1, 1, "");
  static final Finding MITOCHONDRIAL =
      finding("rs267606617", "MT-RNR1", "chrM", 1_555, "A", "G", Answer.PRESENT, 1, 1, "");
  static final Finding ON_A_SCAFFOLD =
      finding("", "", "chrUn_GL000220v1", 100, "T", "C", Answer.ABSENT, 0, 2, "called genotype");

  private ReportExample() {}

  static Finding finding(
      String id,
      String gene,
      String contig,
      int position,
      String ref,
      String alt,
      Answer answer,
      int copies,
      int ploidy,
      String evidence) {
    return new Finding(
        id, gene, contig, position, ref, alt, answer, copies, ploidy, false, evidence);
  }

  static Report full() {
    return of(
        "GRCh38",
        List.of(
            PRESENT,
            ABSENT,
            NOT_CALLED,
            NOT_SHARED,
            HOMOZYGOUS_DELETION,
            HEMIZYGOUS,
            MITOCHONDRIAL,
            ON_A_SCAFFOLD));
  }

  /// More than the buffers of a socket take.
  static Report large() {
    return of("GRCh38", Collections.nCopies(5_000, ABSENT));
  }

  /// As no desk should make it: absent, and no evidence of having looked.
  static Report unwritable() {
    return of("GRCh38", List.of(finding("", "", "1", 1, "A", "C", Answer.ABSENT, 0, 0, "")));
  }

  static Report of(String assembly, List<Finding> findings) {
    return new Report(
        AccessId.parse("0123456789abcdef0123456789abcdef"),
        "P-4417",
        "clopidogrel",
        "clopidogrel & friends",
        assembly,
        "demo",
        "Clinician 17",
        "Riverside Hospital",
        "Example Biobank",
        ConsentId.parse("fedcba9876543210fedcba9876543210"),
        Instant.parse("2026-03-03T10:00:00Z"),
        Instant.parse("2026-11-24T08:15:02Z"),
        87_930,
        findings);
  }
}
