package org.genogate.gateway.access;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import org.genogate.gateway.config.GatewayConfig;
import org.genogate.gateway.custody.DatasetCatalog;
import org.genogate.gateway.custody.HeldDataset;
import org.genogate.gateway.custody.PeopleRegister;
import org.genogate.ledger.Ledger;
import org.genogate.ledger.Recorded;
import org.genogate.ledger.consent.ConsentTerms;
import org.genogate.ledger.consent.Grantee;
import org.genogate.ledger.consent.RegionLabel;
import org.genogate.ledger.consent.StandingConsent;
import org.genogate.ledger.consent.StandingConsent.Wording;
import org.genogate.ledger.duo.DataUse;
import org.genogate.ledger.event.AccessId;
import org.genogate.ledger.event.Asked;
import org.genogate.ledger.event.ConsentId;
import org.genogate.ledger.event.DatasetTag;
import org.genogate.ledger.event.Event.ConsentRevoked.Scope;
import org.genogate.ledger.event.PersonTag;
import org.genogate.ledger.merkle.Hash;
import org.genogate.ledger.receipt.AccessSeen;

/// Serves patients from the ledger itself.
final class LedgerPatientDesk implements PatientDesk {

  private final GatewayConfig config;
  private final PeopleRegister people;
  private final DatasetCatalog datasets;
  private final Ledger ledger;
  private final LiveAccesses live;
  private final ConsentFence fence;
  private final AccessTeller teller;
  private final Clock clock;
  private final RandomGenerator random;

  LedgerPatientDesk(Desks.Room room, LiveAccesses live, ConsentFence fence) {
    this.config = room.config();
    this.people = room.people();
    this.datasets = room.datasets();
    this.ledger = room.ledger();
    this.live = live;
    this.fence = fence;
    this.teller = new AccessTeller(room.config());
    this.clock = room.clock();
    this.random = room.random();
  }

  @Override
  public String displayName(PersonTag person) {
    return people.nameOf(person);
  }

  @Override
  public List<ConsentSummary> consents(PersonTag person) {
    var seen = seen(person);
    return ledger.view().consent().of(person, clock.instant()).stream()
        .map(consent -> summary(consent, seen))
        .sorted(
            Comparator.comparing((ConsentSummary one) -> one.state() != ConsentState.IN_FORCE)
                .thenComparing(ConsentSummary::recorded, Comparator.reverseOrder()))
        .toList();
  }

  @Override
  public List<AccessSummary> accesses(PersonTag person) {
    return seen(person).stream().map(teller::tell).toList();
  }

  private List<AccessSeen> seen(PersonTag person) {
    return ledger.history().of(person, ledger.view().consent());
  }

  @Override
  public Change grant(PersonTag person, Terms terms, Asked asked)
      throws LedgerUnavailableException {
    var consent = ConsentId.random(random);
    var recorded = Commit.await(ledger.grant(person, consent, read(terms), asked));
    return new Change(consent, recorded.at(), recorded.index(), 0, 0);
  }

  @Override
  public Change deny(PersonTag person, Terms terms, Asked asked) throws LedgerUnavailableException {
    int streams = streams(person);
    var consent = ConsentId.random(random);
    var recorded = Commit.await(ledger.deny(person, consent, read(terms), asked));
    fence.awaitHandOvers();
    return new Change(consent, recorded.at(), recorded.index(), streams, 0);
  }

  @Override
  public Optional<Change> stop(PersonTag person, ConsentId consent, Asked asked)
      throws LedgerUnavailableException {
    var standing =
        ledger.view().consent().of(person, clock.instant()).stream()
            .filter(one -> one.consent().equals(consent))
            .findFirst();
    if (standing.isEmpty()) {
      return Optional.empty();
    }
    var use = readable(standing.get()).map(LedgerPatientDesk::use).orElse("");
    return Optional.of(revoke(person, consent, new Scope.One(consent), asked, use));
  }

  @Override
  public Change stopEverything(PersonTag person, Asked asked) throws LedgerUnavailableException {
    return revoke(person, ConsentId.random(random), new Scope.EveryGrant(), asked, "");
  }

  /// Invariant I3: the acknowledgement follows the last hand-over that was decided before the
  /// revocation.
  private Change revoke(PersonTag person, ConsentId named, Scope scope, Asked asked, String use)
      throws LedgerUnavailableException {
    int streams = streams(person);
    Recorded recorded = Commit.await(ledger.revoke(person, scope, asked));
    fence.awaitHandOvers();
    return new Change(
        named, recorded.at(), recorded.index(), streams, requestersServed(person, use));
  }

  private int streams(PersonTag person) {
    return ledger.view().consent().ordinal(person).map(live::covering).orElse(0);
  }

  /// @param use its code; empty for any
  private long requestersServed(PersonTag person, String use) {
    return seen(person).stream()
        .filter(AccessSeen.Access.class::isInstance)
        .map(AccessSeen.Access.class::cast)
        .filter(access -> use.isEmpty() || access.detail().purpose().split(" ", 2)[0].equals(use))
        .map(access -> access.detail().requester())
        .distinct()
        .count();
  }

  @Override
  public Optional<byte[]> receipt(PersonTag person, AccessId access) {
    try {
      return ledger.receipts().forPerson(person, access).map(ReceiptDocument::encode);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private ConsentTerms read(Terms terms) {
    var use = DataUse.parse(terms.use(), terms.disease());
    if (use.isEmpty()) {
      throw new IllegalArgumentException("no use that consent can be given for");
    }
    Set<DatasetTag> tags = new HashSet<>();
    for (var name : terms.datasets()) {
      tags.add(
          datasets
              .find(name)
              .map(HeldDataset::tag)
              .orElseThrow(() -> new IllegalArgumentException("no dataset of that name")));
    }
    return new ConsentTerms(
        grantee(terms.grantee()),
        tags,
        Set.of(use.get()),
        terms.from(),
        terms.until(),
        terms.withheld().stream().map(RegionLabel::new).collect(Collectors.toSet()),
        wording(terms));
  }

  /// What the person agreed to is said by the terms; this names the wording that was shown with
  /// them.
  private static Hash wording(Terms terms) {
    return Hash.sha256("genogate/wording/v1\0".getBytes(UTF_8), terms.use().getBytes(UTF_8));
  }

  private static Grantee grantee(String text) {
    if (text.equals("anyone")) {
      return new Grantee.Anyone();
    }
    var parts = text.split(":", 2);
    return switch (parts[0]) {
      case "organisation" -> new Grantee.Organisation(parts[1]);
      case "requester" -> new Grantee.Requester(parts[1]);
      default -> throw new IllegalArgumentException("no grantee is written so");
    };
  }

  private ConsentSummary summary(StandingConsent consent, List<AccessSeen> seen) {
    var terms = readable(consent);
    var uses = terms.map(readable -> allowed(consent, readable, seen)).orElse(List.<Instant>of());
    return new ConsentSummary(
        consent.consent(),
        consent.kind() == StandingConsent.Kind.DENIAL,
        ConsentState.valueOf(consent.state().name()),
        terms.map(this::write).orElse(UNREADABLE),
        terms.map(this::granteeTitle).orElse(""),
        terms.map(this::withheldTitles).orElse(List.of()),
        consent.recorded(),
        consent.ended(),
        consent.index(),
        uses.size(),
        uses.stream().max(Comparator.naturalOrder()).orElse(Instant.MIN));
  }

  private static final Terms UNREADABLE =
      new Terms("", "", "anyone", Set.of(), Instant.MIN, Instant.MAX, Set.of());

  private static Optional<ConsentTerms> readable(StandingConsent consent) {
    return switch (consent.wording()) {
      case Wording.Opened(var terms) -> Optional.of(terms);
      case Wording.Missing() -> Optional.empty();
    };
  }

  /// When accesses began that this grant allowed.
  private static List<Instant> allowed(
      StandingConsent consent, ConsentTerms terms, List<AccessSeen> seen) {
    if (consent.kind() == StandingConsent.Kind.DENIAL) {
      return List.of();
    }
    return seen.stream()
        .filter(AccessSeen.Access.class::isInstance)
        .map(AccessSeen.Access.class::cast)
        .filter(access -> access.index() > consent.index())
        .filter(access -> access.at().isBefore(consent.ended()))
        .filter(access -> permits(terms, access))
        .map(AccessSeen.Access::at)
        .toList();
  }

  private static boolean permits(ConsentTerms terms, AccessSeen.Access access) {
    var purpose = access.detail().purpose().split(" ", 2);
    return org.genogate.ledger.duo.Purpose.parse(purpose[0], purpose.length > 1 ? purpose[1] : "")
        .filter(asked -> terms.uses().stream().anyMatch(use -> use.permits(asked)))
        .isPresent();
  }

  private Terms write(ConsentTerms terms) {
    var use = terms.uses().iterator().next();
    Map<DatasetTag, String> names =
        datasets.all().stream().collect(Collectors.toMap(HeldDataset::tag, HeldDataset::name));
    return new Terms(
        use.code(),
        use.disease(),
        granteeText(terms.grantee()),
        terms.datasets().stream()
            .map(tag -> names.getOrDefault(tag, tag.toString()))
            .collect(Collectors.toSet()),
        terms.from(),
        terms.until(),
        terms.withheld().stream().map(RegionLabel::text).collect(Collectors.toSet()));
  }

  private static String use(ConsentTerms terms) {
    return terms.uses().iterator().next().code();
  }

  private static String granteeText(Grantee grantee) {
    return switch (grantee) {
      case Grantee.Anyone() -> "anyone";
      case Grantee.Organisation(var id) -> "organisation:" + id;
      case Grantee.Requester(var id) -> "requester:" + id;
    };
  }

  private String granteeTitle(ConsentTerms terms) {
    return switch (terms.grantee()) {
      case Grantee.Anyone() -> "";
      case Grantee.Organisation(var id) -> teller.organisation(id);
      case Grantee.Requester(var id) -> id;
    };
  }

  private List<String> withheldTitles(ConsentTerms terms) {
    return terms.withheld().stream()
        .map(RegionLabel::text)
        .map(label ->
            Optional.ofNullable(config.regions().get(label))
                .map(group -> group.title())
                .orElse(label))
        .sorted()
        .toList();
  }
}
