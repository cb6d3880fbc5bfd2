package org.genogate.genomics.query;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import org.genogate.genomics.cohort.CallEvidence;
import org.genogate.genomics.cohort.CohortStore;
import org.genogate.genomics.mask.Visibility;

/// What one sample has at the sites of a panel.
public final class PanelLookup {
  private PanelLookup() {}

  /// Answers in the order of the sites.
  ///
  /// A sample that does not exist is answered as one that shares nothing.
  public static List<PanelAnswer> answer(
      CohortStore store, String sample, List<PanelSite> sites, Visibility visibility)
      throws IOException {
    OptionalInt ordinal = store.sample(sample);
    var answers = new ArrayList<PanelAnswer>(sites.size());
    for (PanelSite site : sites) {
      Answer answer =
          ordinal.isEmpty()
              ? new Answer.NotShared()
              : answer(
                  store.at(ordinal.getAsInt(), site.place(), site.ref(), site.alt(), visibility));
      answers.add(new PanelAnswer(site, answer));
    }
    return List.copyOf(answers);
  }

  private static Answer answer(CallEvidence evidence) {
    return switch (evidence) {
      case CallEvidence.Carried(int copies, int ploidy, boolean phased) ->
          new Answer.Present(copies, ploidy, phased);
      case CallEvidence.CalledReference() -> new Answer.Absent(Answer.Evidence.CALLED_REFERENCE);
      case CallEvidence.CallableRegion() -> new Answer.Absent(Answer.Evidence.CALLABLE_REGION);
      case CallEvidence.NotCalled() -> new Answer.NotCalled();
      case CallEvidence.NotVisible() -> new Answer.NotShared();
    };
  }
}
