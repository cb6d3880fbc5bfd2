package org.genogate.gateway.access;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.genogate.gateway.access.Permission.Scope;
import org.genogate.gateway.access.Recorder.Begun;
import org.genogate.gateway.config.GatewayConfig;
import org.genogate.gateway.custody.DatasetCatalog;
import org.genogate.gateway.custody.HeldDataset;
import org.genogate.gateway.custody.PeopleRegister;
import org.genogate.gateway.http.Work;
import org.genogate.gateway.identity.Caller.Clinician;
import org.genogate.genomics.query.Panel;
import org.genogate.genomics.query.PanelAnswer;
import org.genogate.genomics.query.PanelLookup;
import org.genogate.ledger.Who;
import org.genogate.ledger.consent.Asking;
import org.genogate.ledger.consent.Inquiry;
import org.genogate.ledger.duo.Purpose;
import org.genogate.ledger.event.CoarsePurpose;
import org.genogate.ledger.event.PersonTag;
import org.genogate.ledger.event.RefusalCode;
import org.genogate.ledger.receipt.BodyRoot;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Reports on one patient under that patient's consent to their own care.
///
/// An unknown patient and one who does not permit it take the same path: each is a recorded
/// refusal.
public final class ConsentedReports implements ReportDesk {

  private static final Logger LOGGER = LoggerFactory.getLogger(ConsentedReports.class);

  private final GatewayConfig config;
  private final Map<String, Panel> panels;
  private final PeopleRegister people;
  private final DatasetCatalog datasets;
  private final Recorder recorder;
  private final Refusals refusals;
  private final ConsentFence fence;
  private final Work work;

  ConsentedReports(
      GatewayConfig config,
      Map<String, Panel> panels,
      PeopleRegister people,
      DatasetCatalog datasets,
      Recorder recorder,
      Refusals refusals,
      ConsentFence fence,
      Work work) {
    this.config = config;
    this.panels = Map.copyOf(panels);
    this.people = people;
    this.datasets = datasets;
    this.recorder = recorder;
    this.refusals = refusals;
    this.fence = fence;
    this.work = work;
  }

  @Override
  public Outcome report(Clinician clinician, String subject, String panel) {
    if (!panels.containsKey(panel)) {
      return new Outcome.UnknownPanel();
    }
    try {
      var person = people.tagOf(subject);
      var dataset = person.flatMap(this::datasetOf);
      if (person.isEmpty() || dataset.isEmpty()) {
        var who = who(clinician, "", panel);
        refusals.record(who, new Scope.Everyone(), RefusalCode.NOT_CONSENTED);
        return new Outcome.NotPermitted();
      }
      return report(new Question(clinician, subject, panel, person.get(), dataset.get()));
    } catch (LedgerUnavailableException e) {
      return new Outcome.Unavailable();
    }
  }

  private record Question(
      Clinician clinician, String subject, String panel, PersonTag person, HeldDataset dataset) {

    Inquiry inquiry() {
      return new Inquiry(
          dataset.tag(),
          new Purpose.OwnCare(),
          new Asking(clinician.id(), clinician.organisation()));
    }
  }

  private Outcome report(Question question) throws LedgerUnavailableException {
    var begun =
        recorder.begin(
            question.inquiry(),
            question.dataset(),
            new Scope.One(question.person()),
            CoarsePurpose.CARE,
            who(question.clinician(), question.dataset().name(), question.panel()));
    return switch (begun) {
      case Begun.Refused _ -> new Outcome.NotPermitted();
      case Begun.Recorded(var access) -> read(question, access);
    };
  }

  private Outcome read(Question question, RecordedAccess access) {
    try {
      var answers =
          work.compute(() ->
              PanelLookup.answer(
                  question.dataset().store(),
                  sampleOf(question),
                  panels.get(question.panel()).sites(),
                  access.mask().visibility()));
      return new Outcome.Reported(compose(question, access, answers), new Closing(access, fence));
    } catch (IOException e) {
      access.fail();
      LOGGER.atError().setCause(e).log("a cohort store cannot be read");
      return new Outcome.Unavailable();
    }
  }

  private Report compose(Question question, RecordedAccess access, List<PanelAnswer> answers) {
    var header = question.dataset().store().header();
    var ground = access.ground(question.person());
    return new Report(
        access.id(),
        question.subject(),
        question.panel(),
        config.panels().get(question.panel()).title(),
        config.assembly().isEmpty() ? header.assembly() : config.assembly(),
        question.dataset().name(),
        question.clinician().id(),
        config
            .organisations()
            .getOrDefault(question.clinician().organisation(), question.clinician().organisation()),
        config.custodian(),
        ground.consent(),
        ground.recorded(),
        access.consulted(),
        access.mask().ledgerSize(),
        answers.stream().map(ConsentedReports::finding).toList());
  }

  private static Finding finding(PanelAnswer answered) {
    var site = answered.site();
    var seen =
        switch (answered.answer()) {
          case org.genogate.genomics.query.Answer.Present(int copies, int ploidy, boolean phased) ->
              new Seen(Answer.PRESENT, copies, ploidy, phased, "called genotype");
          case org.genogate.genomics.query.Answer.Absent(var evidence) ->
              new Seen(
                  Answer.ABSENT,
                  0,
                  0,
                  false,
                  switch (evidence) {
                    case CALLED_REFERENCE -> "called genotype";
                    case CALLABLE_REGION -> "callable region";
                  });
          case org.genogate.genomics.query.Answer.NotCalled() ->
              new Seen(Answer.NOT_CALLED, 0, 0, false, "");
          case org.genogate.genomics.query.Answer.NotShared() ->
              new Seen(Answer.NOT_SHARED, 0, 0, false, "");
        };
    return new Finding(
        site.id(),
        site.gene(),
        site.place().contig(),
        site.position(),
        site.ref(),
        site.alt(),
        seen.answer(),
        seen.copies(),
        seen.ploidy(),
        seen.phased(),
        seen.evidence());
  }

  private record Seen(Answer answer, int copies, int ploidy, boolean phased, String evidence) {}

  private Optional<HeldDataset> datasetOf(PersonTag person) {
    return datasets.all().stream()
        .filter(dataset -> dataset.people().contains(Optional.of(person)))
        .min((a, b) -> a.name().compareTo(b.name()));
  }

  /// A person with several samples is reported on from the first.
  private static String sampleOf(Question question) {
    int sample = question.dataset().people().indexOf(Optional.of(question.person()));
    return question.dataset().store().header().samples().get(sample);
  }

  private static Who who(Clinician clinician, String dataset, String panel) {
    return new Who(clinician.id(), clinician.organisation(), "", "CARE", dataset, "panel=" + panel);
  }

  /// Hands a report over while consent is as it was when the report was made, and puts on the
  /// ledger how that went.
  ///
  /// A report cannot shrink as a stream of rows does: whatever changed of this patient's consent,
  /// the rest of it stays here.
  private record Closing(RecordedAccess access, ConsentFence fence) implements Delivery {

    @Override
    public boolean handOver(Hand hand) throws IOException {
      boolean permitted =
          fence.handOver(() -> {
            if (!access.isUnchanged()) {
              return false;
            }
            hand.run();
            return true;
          });
      if (!permitted) {
        close(org.genogate.ledger.receipt.Outcome.REVOKED_MIDSTREAM, new byte[0], 0);
      }
      return permitted;
    }

    @Override
    public void complete(byte[] body, long records) {
      close(org.genogate.ledger.receipt.Outcome.COMPLETE, body, records);
    }

    @Override
    public void aborted(long bytes) {
      close(org.genogate.ledger.receipt.Outcome.CLIENT_ABORT, new byte[0], 0);
    }

    @Override
    public void failed() {
      access.fail();
    }

    private void close(org.genogate.ledger.receipt.Outcome outcome, byte[] body, long records) {
      var root = new BodyRoot();
      root.add(body);
      access.close(outcome, root, records, access.mask().ledgerSize());
    }
  }
}
