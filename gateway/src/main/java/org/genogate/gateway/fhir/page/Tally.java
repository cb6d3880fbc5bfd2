package org.genogate.gateway.fhir.page;

import static java.util.stream.Collectors.joining;

import java.util.List;
import java.util.stream.Stream;
import org.genogate.gateway.access.ReportDesk.Answer;
import org.genogate.gateway.access.ReportDesk.Finding;

/// How many positions got which answer.
public record Tally(int present, int absent, int notCalled, int notShared) {

  public static Tally of(List<Finding> findings) {
    return new Tally(
        count(findings, Answer.PRESENT),
        count(findings, Answer.ABSENT),
        count(findings, Answer.NOT_CALLED),
        count(findings, Answer.NOT_SHARED));
  }

  private static int count(List<Finding> findings, Answer answer) {
    return (int) findings.stream().filter(finding -> finding.answer() == answer).count();
  }

  public int total() {
    return present + absent + notCalled + notShared;
  }

  /// Such as `12 positions: 2 present, 8 absent, 1 not called (unknown), 1 not shared by the
  /// patient (unknown).` All four are always named.
  public String sentence() {
    return "%d %s: %d present, %d absent, %d not called (unknown), %d not shared by the patient (unknown)."
        .formatted(
            total(),
            total() == 1 ? "position" : "positions",
            present,
            absent,
            notCalled,
            notShared);
  }

  /// Such as `2 present, 1 not called`: only the answers that were given.
  public String brief() {
    return Stream.of(
            part(present, "present"),
            part(absent, "absent"),
            part(notCalled, "not called"),
            part(notShared, "not shared"))
        .filter(part -> !part.isEmpty())
        .collect(joining(", "));
  }

  private static String part(int count, String answer) {
    return count == 0 ? "" : count + " " + answer;
  }
}
