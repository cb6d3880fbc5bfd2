package org.genogate.gateway.portal;

import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.genogate.gateway.access.LedgerUnavailableException;
import org.genogate.gateway.access.PatientDesk;
import org.genogate.gateway.access.PatientDesk.AccessOutcome;
import org.genogate.gateway.access.PatientDesk.Change;
import org.genogate.gateway.access.PatientDesk.Terms;
import org.genogate.ledger.event.Asked;
import org.genogate.ledger.event.ConsentId;

/// What a person allows: seeing it, stopping it, allowing more.
final class ConsentPages {

  private final PatientDesk desk;
  private final PortalSettings settings;
  private final PlainWords words;
  private final Clock clock;

  ConsentPages(PatientDesk desk, PortalSettings settings, PlainWords words, Clock clock) {
    this.desk = desk;
    this.settings = settings;
    this.words = words;
    this.clock = clock;
  }

  Answer stop(Visit visit) {
    var cards = cards(visit);
    return standing(visit, cards)
        .<Answer>map(card ->
            new Answer.Show(new Page.Stop(card, readingNow(visit), card.stillOpenBeside(cards))))
        .orElseGet(Answer.Nothing::new);
  }

  Answer confirmStop(Visit visit) throws LedgerUnavailableException {
    var cards = cards(visit);
    Optional<ConsentCard> card = standing(visit, cards);
    if (card.isEmpty()) {
      return new Answer.Nothing();
    }
    ConsentId consent = card.get().consent().id();
    Optional<Change> change = desk.stop(visit.person(), consent, Asked.SIGNED_IN);
    if (change.isEmpty()) {
      return new Answer.Nothing();
    }
    var kind = card.get().grants() ? ChangeAccount.Kind.STOPPED : ChangeAccount.Kind.LIFTED;
    var stillOpen = card.get().stillOpenBeside(cards);
    return tell(visit, new ChangeAccount(kind, card.get().name(), change.get(), stillOpen));
  }

  Answer stopEverything(Visit visit) {
    var standing = cards(visit).stream().filter(c -> c.grants() && c.standing()).toList();
    return new Answer.Show(new Page.StopEverything(standing, readingNow(visit)));
  }

  Answer confirmStopEverything(Visit visit) throws LedgerUnavailableException {
    Change change = desk.stopEverything(visit.person(), Asked.SIGNED_IN);
    return tell(
        visit,
        new ChangeAccount(ChangeAccount.Kind.STOPPED_EVERYTHING, "everything", change, List.of()));
  }

  /// What a change did. Known in the session that made it; elsewhere the history tells it shorter.
  Answer changed(Visit visit) {
    return visit
        .identifier("consent", ConsentId::parse)
        .flatMap(visit.session()::change)
        .<Answer>map(account -> new Answer.Show(new Page.Changed(account)))
        .orElseGet(() -> new Answer.GoTo("/portal/history"));
  }

  Answer allow(Visit visit) {
    if (isErased(visit)) {
      return new Answer.Show(Apologies.ERASED);
    }
    String again = visit.query("again");
    var form =
        earlier(visit, again)
            .map(card -> AllowForm.like(card.consent().terms(), again, settings))
            .orElseGet(AllowForm::blank);
    return new Answer.Show(allowPage(form, List.of(), former(visit, again)));
  }

  Answer confirmAllow(Visit visit) throws LedgerUnavailableException {
    if (isErased(visit)) {
      return new Answer.Show(Apologies.ERASED);
    }
    var form = AllowForm.read(visit.form());
    var former = former(visit, form.again());
    Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
    return switch (form.check(settings, now, former)) {
      case AllowForm.Checked.Faulty(var faults) -> new Answer.Show(allowPage(form, faults, former));
      case AllowForm.Checked.Sound(var terms) -> {
        if (cards(visit).stream().anyMatch(card -> allowsAlready(card, terms))) {
          var fault = new AllowForm.Fault("use-" + terms.use(), "You allow exactly this already");
          yield new Answer.Show(allowPage(form, List.of(fault), former));
        }
        var change = desk.grant(visit.person(), terms, Asked.SIGNED_IN);
        var kind = ChangeAccount.Kind.ALLOWED;
        yield tell(visit, new ChangeAccount(kind, words.use(terms), change, List.of()));
      }
    };
  }

  Answer history(Visit visit) {
    var happenings = new ArrayList<Page.Happening>();
    for (ConsentCard card : cards(visit)) {
      String entry = "Entry " + PlainWords.number(card.consent().ledgerIndex()) + " in the ledger.";
      happenings.add(
          new Page.Happening(
              card.recorded(),
              (card.grants() ? "You allowed " : "You refused ") + card.name(),
              entry));
      if (card.wasStopped()) {
        happenings.add(
            new Page.Happening(
                card.ended(),
                card.grants()
                    ? "You stopped " + card.name()
                    : "You took back your refusal of " + card.name(),
                card.wasUsed() ? "Until then it was used " + card.uses() + "." : ""));
      } else if (card.consent().state() == PatientDesk.ConsentState.EXPIRED) {
        happenings.add(new Page.Happening(card.until(), "It ended by itself: " + card.name(), ""));
      }
    }
    desk.erasure(visit.person())
        .ifPresent(status ->
            happenings.add(
                new Page.Happening(
                    new Moment(status.ordered()),
                    "It was ordered that your key be destroyed",
                    "Entry " + PlainWords.number(status.index()) + " in the ledger.")));
    happenings.sort(Comparator.comparing((Page.Happening line) -> line.at().instant()).reversed());
    return new Answer.Show(new Page.History(happenings));
  }

  private boolean isErased(Visit visit) {
    return desk.erasure(visit.person()).isPresent();
  }

  private List<ConsentCard> cards(Visit visit) {
    return desk.consents(visit.person()).stream()
        .map(consent -> ConsentCard.of(consent, words))
        .toList();
  }

  private Optional<ConsentCard> standing(Visit visit, List<ConsentCard> cards) {
    var asked = visit.identifier("consent", ConsentId::parse);
    return cards.stream()
        .filter(card -> asked.isPresent() && card.consent().id().equals(asked.get()))
        .filter(ConsentCard::standing)
        .findFirst();
  }

  /// The grant that is to be allowed again, if this person has it.
  private Optional<ConsentCard> earlier(Visit visit, String id) {
    return cards(visit).stream().filter(card -> card.grants() && card.id().equals(id)).findFirst();
  }

  private AllowForm.Former former(Visit visit, String id) {
    return earlier(visit, id)
        .map(ConsentCard::consent)
        .map(grant ->
            new AllowForm.Former(
                grant.terms().grantee(), grant.granteeTitle(), grant.terms().datasets()))
        .orElse(AllowForm.Former.NONE);
  }

  private long readingNow(Visit visit) {
    return desk.accesses(visit.person()).stream()
        .filter(access -> access.outcome() == AccessOutcome.READING_NOW)
        .count();
  }

  private Page.Allow allowPage(
      AllowForm form, List<AllowForm.Fault> faults, AllowForm.Former former) {
    return new Page.Allow(
        form,
        faults,
        settings.diseases(),
        settings.organisations(),
        settings.regions(),
        AllowForm.offers(settings, former.grantee()) ? "" : former.grantee(),
        former.granteeTitle(),
        former.datasets().stream().sorted().toList());
  }

  private static boolean allowsAlready(ConsentCard card, Terms asked) {
    Terms terms = card.consent().terms();
    return card.standing()
        && card.grants()
        && terms.use().equals(asked.use())
        && terms.disease().equals(asked.disease())
        && terms.grantee().equals(asked.grantee())
        && terms.datasets().equals(asked.datasets())
        && terms.withheld().equals(asked.withheld())
        && !terms.until().isBefore(asked.until());
  }

  private static Answer tell(Visit visit, ChangeAccount account) {
    visit.session().remember(account);
    return new Answer.GoTo("/portal/changes/" + account.change().consent());
  }
}
