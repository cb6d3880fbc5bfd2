package org.genogate.gateway.access;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
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
  private final Map<String, String> titles;
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
    this.titles =
        config.panels().entrySet().stream()
            .collect(
                Collectors.toUnmodifiableMap(Map.Entry::getKey, panel -> panel.getValue().title()));
    this.people = people;
    this.datasets = datasets;
    this.recorder = recorder;
    this.refusals = refusals;
    this.fence = fence;
    this.work = work;
  }

  @Override
  public Outcome report(Clinician clinician, String subject, String panel) {
    var asked = panels.get(panel);
    if (asked == null) {
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
      return report(new Question(clinician, subject, panel, asked, person.get(), dataset.get()));
    } catch (LedgerUnavailableException e) {
      return new Outcome.Unavailable();
    }
  }

  private record Question(
      Clinician clinician,
      String subject,
      String panelName,
      Panel panel,
      PersonTag person,
      HeldDataset dataset) {

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
            who(question.clinician(), question.dataset().name(), question.panelName()));
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
                  question.panel().sites(),
                  access.mask().visibility()));
      return new Outcome.Reported(
          compose(question, access, answers), new FencedDelivery(access, fence));
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
        question.panelName(),
        titles.getOrDefault(question.panelName(), question.panelName()),
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
        answers.stream().map(Findings::of).toList());
  }

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
}
