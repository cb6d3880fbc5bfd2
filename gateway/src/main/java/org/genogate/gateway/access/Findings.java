package org.genogate.gateway.access;

import org.genogate.gateway.access.ReportDesk.Finding;
import org.genogate.genomics.query.Answer;
import org.genogate.genomics.query.PanelAnswer;

/// Turns what the genome says at a panel's position into what a report says. The four answers stay
/// four.
final class Findings {

  private Findings() {}

  static Finding of(PanelAnswer answered) {
    var site = answered.site();
    var said = said(answered.answer());
    return new Finding(
        site.id(),
        site.gene(),
        site.place().contig(),
        site.position(),
        site.ref(),
        site.alt(),
        said.answer(),
        said.copies(),
        said.ploidy(),
        said.phased(),
        said.evidence());
  }

  private record Said(
      ReportDesk.Answer answer, int copies, int ploidy, boolean phased, String evidence) {

    static Said nothingCarried(ReportDesk.Answer answer, String evidence) {
      return new Said(answer, 0, 0, false, evidence);
    }
  }

  private static Said said(Answer answer) {
    return switch (answer) {
      case Answer.Present(int copies, int ploidy, boolean phased) ->
          new Said(ReportDesk.Answer.PRESENT, copies, ploidy, phased, "called genotype");
      case Answer.Absent(var evidence) ->
          Said.nothingCarried(
              ReportDesk.Answer.ABSENT,
              switch (evidence) {
                case CALLED_REFERENCE -> "called genotype";
                case CALLABLE_REGION -> "callable region";
              });
      case Answer.NotCalled() -> Said.nothingCarried(ReportDesk.Answer.NOT_CALLED, "");
      case Answer.NotShared() -> Said.nothingCarried(ReportDesk.Answer.NOT_SHARED, "");
    };
  }
}
