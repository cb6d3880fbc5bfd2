package org.genogate.gateway.portal;

import io.vertx.core.buffer.Buffer;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.genogate.gateway.access.PatientDesk;
import org.genogate.gateway.access.PatientDesk.AccessOutcome;
import org.genogate.gateway.access.PatientDesk.AccessSummary;
import org.genogate.ledger.event.AccessId;

/// Who looked, and the home page that begins with it.
final class AccessPages {

  /// As many as fit a screen or two.
  private static final int ROWS_AT_HOME = 8;

  private static final int ROWS_A_PAGE = 50;

  private static final Duration LAST_YEAR = Duration.ofDays(365);

  private final PatientDesk desk;
  private final PlainWords words;
  private final Clock clock;

  AccessPages(PatientDesk desk, PlainWords words, Clock clock) {
    this.desk = desk;
    this.words = words;
    this.clock = clock;
  }

  Answer home(Visit visit) {
    Instant now = clock.instant();
    var accesses = desk.accesses(visit.person());
    var cards =
        desk.consents(visit.person()).stream()
            .map(consent -> ConsentCard.of(consent, words))
            .toList();
    return new Answer.Show(
        new Page.Home(
            numbers(cards, accesses, now),
            PlainWords.erasure(desk.erasure(visit.person())),
            cards.stream().filter(ConsentCard::standing).toList(),
            cards.stream().filter(card -> !card.standing()).toList(),
            Strip.of(accesses, now),
            rows(accesses.subList(0, Math.min(ROWS_AT_HOME, accesses.size()))),
            accesses.size()));
  }

  Answer whoLooked(Visit visit) {
    var accesses = desk.accesses(visit.person());
    int pages = Math.max(1, Math.ceilDiv(accesses.size(), ROWS_A_PAGE));
    int number = pageNumber(visit.query("page"));
    if (number < 1 || number > pages) {
      return new Answer.Nothing();
    }
    int from = (number - 1) * ROWS_A_PAGE;
    var some = accesses.subList(from, Math.min(from + ROWS_A_PAGE, accesses.size()));
    var strip = Strip.of(accesses, clock.instant());
    return new Answer.Show(new Page.WhoLooked(strip, rows(some), number, pages, accesses.size()));
  }

  Answer csv(Visit visit) {
    var csv = Buffer.buffer(AccessCsv.of(desk.accesses(visit.person())));
    return new Answer.Download("who-looked.csv", "text/csv; charset=utf-8", csv);
  }

  Answer receipt(Visit visit) {
    return access(visit)
        .<Answer>map(access ->
            new Answer.Show(
                new Page.Receipt(
                    AccessRow.of(access, words),
                    desk.receipt(visit.person(), access.id()).isPresent(),
                    PlainWords.confirmed(desk.confirmed(access.ledgerIndex())))))
        .orElseGet(Answer.Nothing::new);
  }

  Answer receiptDownload(Visit visit) {
    return visit
        .identifier("access", AccessId::parse)
        .flatMap(id ->
            desk.receipt(visit.person(), id)
                .<Answer>map(json ->
                    new Answer.Download(
                        "receipt-" + id + ".json", "application/json", Buffer.buffer(json))))
        .orElseGet(Answer.Nothing::new);
  }

  private Optional<AccessSummary> access(Visit visit) {
    return visit
        .identifier("access", AccessId::parse)
        .flatMap(id ->
            desk.accesses(visit.person()).stream()
                .filter(access -> access.id().equals(id))
                .findFirst());
  }

  private List<AccessRow> rows(List<AccessSummary> accesses) {
    return accesses.stream().map(access -> AccessRow.of(access, words)).toList();
  }

  private static Page.Numbers numbers(
      List<ConsentCard> cards, List<AccessSummary> accesses, Instant now) {
    Instant yearAgo = now.minus(LAST_YEAR);
    return new Page.Numbers(
        cards.stream().filter(card -> card.grants() && card.inForce()).count(),
        accesses.stream()
            .filter(access -> access.outcome() != AccessOutcome.REFUSED)
            .filter(access -> access.at().isAfter(yearAgo))
            .count(),
        accesses.stream().filter(a -> a.outcome() == AccessOutcome.READING_NOW).count());
  }

  /// 1 if none is asked for, 0 if what is asked for is no number.
  private static int pageNumber(String text) {
    try {
      return text.isEmpty() ? 1 : Integer.parseInt(text);
    } catch (NumberFormatException e) {
      return 0;
    }
  }
}
