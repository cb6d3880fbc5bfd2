package org.genogate.gateway.fhir;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.genogate.gateway.access.ReportDesk.Answer;
import org.genogate.gateway.access.ReportDesk.Finding;
import org.genogate.gateway.access.ReportDesk.Report;
import org.junit.jupiter.api.Test;

class ReportWriterTest {

  private final ReportWriter writer = new ReportWriter("0.1.0");

  @Test
  void eachAnswerIsAWordInItsRow() {
    assertThat(answers(ReportExample.full()))
        .containsExactly(
            "present",
            "absent",
            "not called",
            "not shared",
            "present",
            "present",
            "present",
            "absent");
  }

  @Test
  void anUnknownPlaceNeverSaysAbsentOrPresentInItsRow() {
    for (var finding : List.of(ReportExample.NOT_CALLED, ReportExample.NOT_SHARED)) {
      var row = rows(ReportExample.of("GRCh38", List.of(finding))).getFirst();

      assertThat(row.replace("do not read as absent", ""))
          .doesNotContain("absent")
          .doesNotContain("present")
          .doesNotContain("copy");
    }
  }

  @Test
  void nothingIsCalledAbsentWithoutEvidence() {
    for (var representation : Representation.values()) {
      assertThatThrownBy(() -> writer.write(ReportExample.unwritable(), representation))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("an absent allele without evidence of a call");
    }
  }

  @Test
  void whatIsNotSharedIsNotExplainedByAFailureToRead() {
    var shared = rows(ReportExample.of("GRCh38", List.of(ReportExample.NOT_SHARED))).getFirst();
    var called = rows(ReportExample.of("GRCh38", List.of(ReportExample.NOT_CALLED))).getFirst();

    assertThat(shared).contains("withheld").doesNotContain("no call");
    assertThat(called).contains("unknown").doesNotContain("holds this place back");
  }

  @Test
  void theSummaryNamesAllFourAnswersEvenIfOneHasNone() {
    var page = page(ReportExample.of("GRCh38", List.of(ReportExample.PRESENT)));

    assertThat(page)
        .contains("1 present")
        .contains("0 absent: read, and the reference was found")
        .contains("0 not called: unknown")
        .contains("0 not shared by the patient: unknown");
  }

  @Test
  void whatOthersWroteStaysText() {
    var finding =
        new Finding(
            "<script>alert(1)</script>",
            "<b>",
            "1",
            5,
            "A",
            "<DEL>",
            Answer.PRESENT,
            1,
            2,
            false,
            "");

    assertThat(page(ReportExample.of("", List.of(finding))))
        .contains("&lt;script&gt;alert(1)&lt;/script&gt;")
        .contains("clopidogrel &amp; friends")
        .doesNotContain("<script")
        .doesNotContain("<DEL");
  }

  @Test
  void thePageLoadsNothing() {
    assertThat(page(ReportExample.full()))
        .doesNotContain("src=")
        .doesNotContain("url(")
        .doesNotContain("<script")
        .doesNotContain("<link")
        .doesNotContain(" style=");
    assertThat(headers(Representation.PAGE).get("content-security-policy"))
        .startsWith("default-src 'none'; style-src 'sha256-");
  }

  @Test
  void noReportIsKeptByACache() {
    for (var representation : Representation.values()) {
      assertThat(headers(representation)).containsEntry("cache-control", "no-store");
    }
  }

  @Test
  void aPanelWithoutPositionsStillMakesAPage() {
    assertThat(page(ReportExample.of("", List.of())))
        .contains("Treatment, 0 positions (reference genome not stated)")
        .doesNotContain("<svg");
  }

  private Map<String, String> headers(Representation representation) {
    return writer.headers(ReportExample.full(), representation);
  }

  private String page(Report report) {
    return new String(writer.write(report, Representation.PAGE), UTF_8);
  }

  private List<String> answers(Report report) {
    return rows(report).stream().map(row -> between(row, "answer ", "</strong>")).toList();
  }

  private static String between(String text, String from, String to) {
    int start = text.indexOf(from) + from.length();
    int end = text.indexOf(to, start);
    return text.substring(text.indexOf('>', start) + 1, end);
  }

  private List<String> rows(Report report) {
    var page = page(report);
    var body = page.substring(page.indexOf("<tbody"), page.indexOf("</tbody>"));
    return List.of(body.split("<tr role=\"row\">")).stream().skip(1).toList();
  }
}
