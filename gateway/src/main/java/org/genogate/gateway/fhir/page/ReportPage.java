package org.genogate.gateway.fhir.page;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toList;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import org.genogate.gateway.access.ReportDesk.Finding;
import org.genogate.gateway.access.ReportDesk.Report;

/// All that the page of a report says.
///
/// @param style the sheet that stands in the page, trusted
/// @param question such as `Treatment, 12 positions in CYP2C19 and ABCB1 (GRCh38)`
/// @param genes a line for each gene, in the order of the panel
/// @param bar the tally drawn, empty if the panel is
public record ReportPage(
    String style,
    String title,
    String subject,
    String asker,
    String question,
    String permission,
    String holder,
    Tally tally,
    List<GeneLine> genes,
    List<Segment> bar,
    List<Row> rows,
    String access) {

  private static final DateTimeFormatter DAY =
      DateTimeFormatter.ofPattern("d MMMM uuuu", Locale.UK);
  private static final DateTimeFormatter SECOND =
      DateTimeFormatter.ofPattern("d MMMM uuuu, HH:mm:ss 'UTC'", Locale.UK);

  public ReportPage {
    genes = List.copyOf(genes);
    bar = List.copyOf(bar);
    rows = List.copyOf(rows);
  }

  /// @param answer first, as a reader looks for it
  public record GeneLine(String gene, String answer) {}

  /// One stretch of the bar, in positions.
  public record Segment(String kind, int start, int length) {}

  /// One position.
  ///
  /// @param kind what the sheet knows the answer by
  public record Row(
      String name,
      String place,
      String change,
      String kind,
      String answer,
      String copies,
      String evidence) {}

  public static ReportPage of(Report report, String style) {
    var tally = Tally.of(report.findings());
    return new ReportPage(
        style,
        report.panelTitle(),
        report.subject(),
        report.organisation() + " \u00b7 " + report.clinician(),
        question(report, tally),
        permission(report),
        report.custodian() + ", dataset " + report.dataset(),
        tally,
        geneLines(report.findings()),
        segments(tally),
        report.findings().stream().map(ReportPage::row).toList(),
        report.access().toString());
  }

  private static String question(Report report, Tally tally) {
    var genes = report.findings().stream().map(Finding::gene).filter(gene -> !gene.isEmpty());
    var names = String.join(", ", genes.distinct().toList());
    return "Treatment, %d %s%s (%s)"
        .formatted(
            tally.total(),
            tally.total() == 1 ? "position" : "positions",
            names.isEmpty() ? "" : " in " + names,
            report.assembly().isEmpty() ? "reference genome not stated" : report.assembly());
  }

  private static String permission(Report report) {
    return "\u201cYour own care\u201d, given %s, in force at %s (ledger size %,d)"
        .formatted(
            DAY.format(utc(report.consentSince())),
            SECOND.format(utc(report.consulted())),
            report.ledgerSize());
  }

  private static ZonedDateTime utc(Instant instant) {
    return instant.atZone(ZoneOffset.UTC);
  }

  private static List<GeneLine> geneLines(List<Finding> findings) {
    var byGene =
        findings.stream()
            .collect(
                groupingBy(
                    finding -> finding.gene().isEmpty() ? "No gene named" : finding.gene(),
                    LinkedHashMap::new,
                    toList()));
    return byGene.entrySet().stream()
        .map(gene -> new GeneLine(gene.getKey(), Tally.of(gene.getValue()).brief()))
        .toList();
  }

  private static List<Segment> segments(Tally tally) {
    int absentFrom = tally.present();
    int notCalledFrom = absentFrom + tally.absent();
    int notSharedFrom = notCalledFrom + tally.notCalled();
    return List.of(
            new Segment("present", 0, tally.present()),
            new Segment("absent", absentFrom, tally.absent()),
            new Segment("not-called", notCalledFrom, tally.notCalled()),
            new Segment("not-shared", notSharedFrom, tally.notShared()))
        .stream()
        .filter(segment -> segment.length() > 0)
        .toList();
  }

  private static Row row(Finding finding) {
    var answer = Words.answer(finding.answer());
    return new Row(
        Words.name(finding),
        Words.place(finding),
        Words.change(finding),
        answer.replace(' ', '-'),
        answer,
        Words.copies(finding),
        Words.evidence(finding));
  }
}
