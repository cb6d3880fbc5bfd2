package org.genogate.gateway.access;

import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import org.genogate.gateway.access.Permission.Scope;
import org.genogate.gateway.access.Recorder.Begun;
import org.genogate.gateway.config.Limits;
import org.genogate.gateway.config.Project;
import org.genogate.gateway.custody.DatasetCatalog;
import org.genogate.gateway.custody.HeldDataset;
import org.genogate.gateway.http.Work;
import org.genogate.gateway.identity.Caller.Researcher;
import org.genogate.genomics.query.VariantStream;
import org.genogate.ledger.Who;
import org.genogate.ledger.consent.Asking;
import org.genogate.ledger.consent.Inquiry;
import org.genogate.ledger.consent.Reason;
import org.genogate.ledger.duo.Purpose;
import org.genogate.ledger.event.CoarsePurpose;
import org.genogate.ledger.event.RefusalCode;

/// Where a researcher's question becomes a recorded access under a mask, or a recorded refusal.
public final class Gate {

  private static final Duration RETRY = Duration.ofSeconds(5);

  private final Map<String, Project> projects;
  private final Limits limits;
  private final DatasetCatalog datasets;
  private final Recorder recorder;
  private final Refusals refusals;
  private final ConsentFence fence;
  private final Work work;

  Gate(
      Map<String, Project> projects,
      Limits limits,
      DatasetCatalog datasets,
      Recorder recorder,
      Refusals refusals,
      ConsentFence fence,
      Work work) {
    this.projects = projects;
    this.limits = limits;
    this.datasets = datasets;
    this.recorder = recorder;
    this.refusals = refusals;
    this.fence = fence;
    this.work = work;
  }

  /// Decides, records, and opens the answer. Waits for the ledger, so call it from a virtual
  /// thread.
  ///
  /// @throws IOException if the store cannot be read; the access then stands on the ledger as
  ///   failed
  public Answer ask(Researcher researcher, ResearchQuery query) throws IOException {
    var who =
        new Who(
            researcher.id(),
            researcher.organisation(),
            researcher.project(),
            text(query.purpose()),
            query.dataset(),
            query.text());
    try {
      var dataset = datasets.find(query.dataset());
      if (dataset.isEmpty() || !covers(researcher, query)) {
        refusals.record(who, new Scope.Everyone(), RefusalCode.NOT_AUTHORIZED);
        return new Answer.Refused(Answer.Refusal.NOT_AUTHORIZED);
      }
      for (var region : query.regions()) {
        if (!dataset.get().hasContig(region.contig())) {
          return new Answer.Unfit("the dataset has no contig of a region's name");
        }
      }
      return begin(dataset.get(), query, who);
    } catch (LedgerUnavailableException e) {
      return new Answer.Unavailable(RETRY);
    }
  }

  /// Records that somebody asked for a purpose that no consent can be matched with.
  public Answer refuseUnknownPurpose(Researcher researcher, String dataset) {
    var who =
        new Who(researcher.id(), researcher.organisation(), researcher.project(), "", dataset, "");
    try {
      refusals.record(who, new Scope.Everyone(), RefusalCode.UNKNOWN_PURPOSE);
      return new Answer.Refused(Answer.Refusal.UNKNOWN_PURPOSE);
    } catch (LedgerUnavailableException e) {
      return new Answer.Unavailable(RETRY);
    }
  }

  private Answer begin(HeldDataset dataset, ResearchQuery query, Who who)
      throws IOException, LedgerUnavailableException {
    var inquiry =
        new Inquiry(
            dataset.tag(), query.purpose(), new Asking(who.requester(), who.organisation()));
    return switch (recorder.begin(
        inquiry, dataset, new Scope.Everyone(), CoarsePurpose.RESEARCH, who)) {
      case Begun.Refused(var reason) ->
          new Answer.Refused(
              reason == Reason.NOT_RELEASED
                  ? Answer.Refusal.NOT_RELEASED
                  : Answer.Refusal.NOT_CONSENTED);
      case Begun.Recorded(var access) -> new Answer.Open(open(access, dataset, query));
    };
  }

  private MaskedStream open(RecordedAccess access, HeldDataset dataset, ResearchQuery query)
      throws IOException {
    var metadata =
        Map.of(
            "genogate.access_id", access.id().toString(),
            "genogate.ledger_size", Long.toString(access.mask().ledgerSize()),
            "genogate.dataset", dataset.name(),
            "genogate.dataset_version", Integer.toString(dataset.version()));
    try {
      var variants =
          VariantStream.open(
              dataset.store(),
              query.variants(limits.batchBytes()),
              access.mask().visibility(),
              metadata);
      return new MaskedStream(access, variants, work, fence);
    } catch (IOException | RuntimeException e) {
      access.fail();
      throw e;
    }
  }

  /// A token is bound to one project, and a project to its purposes and datasets.
  private boolean covers(Researcher researcher, ResearchQuery query) {
    var project = projects.get(researcher.project());
    return project != null
        && project.organisation().equals(researcher.organisation())
        && project.datasets().contains(query.dataset())
        && project.purposes().contains(query.purpose());
  }

  /// As the people concerned are told: `DS MONDO:0007254`.
  public static String text(Purpose purpose) {
    return purpose.disease().isEmpty() ? purpose.code() : purpose.code() + " " + purpose.disease();
  }
}
