package org.genogate.gateway.portal;

import java.util.Locale;
import org.genogate.gateway.access.PatientDesk.AccessOutcome;
import org.genogate.gateway.access.PatientDesk.AccessSummary;
import org.genogate.ledger.event.ByRelease;

/// One access or refused request, in words.
///
/// @param why the purpose, at the head of a sentence
public record AccessRow(AccessSummary access, String why) {

  static AccessRow of(AccessSummary access, PlainWords words) {
    return new AccessRow(access, words.title(access.use(), access.disease()));
  }

  public String id() {
    return access.id().toString();
  }

  public Moment at() {
    return new Moment(access.at());
  }

  public boolean refused() {
    return access.outcome() == AccessOutcome.REFUSED;
  }

  public boolean readingNow() {
    return access.outcome() == AccessOutcome.READING_NOW;
  }

  /// A word or two on how it ended; empty if nothing need be said.
  public String tag() {
    return PlainWords.outcome(access.outcome());
  }

  public String outcome() {
    return PlainWords.outcomeSentence(access.outcome());
  }

  /// `Chromosome 22, 1 million letters`.
  public String what() {
    String what = access.what();
    return what.isEmpty()
        ? what
        : what.substring(0, 1).toUpperCase(Locale.ROOT) + what.substring(1);
  }

  /// `you were one of 2,003 people; released by custodian and committee`; empty if there is nothing
  /// to say.
  public String company() {
    var company =
        access.people() > 1
            ? "you were one of " + PlainWords.count(access.people(), "person", "people")
            : "";
    var released =
        access.release() instanceof ByRelease.Named ? "released by custodian and committee" : "";
    return company.isEmpty() || released.isEmpty() ? company + released : company + "; " + released;
  }
}
