package org.genogate.gateway.portal;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.genogate.gateway.access.LedgerUnavailableException;
import org.genogate.gateway.access.PatientDesk;
import org.genogate.ledger.Confirmed;
import org.genogate.ledger.ErasureStatus;
import org.genogate.ledger.event.AccessId;
import org.genogate.ledger.event.Asked;
import org.genogate.ledger.event.ConsentId;
import org.genogate.ledger.event.PersonTag;
import org.genogate.ledger.event.ValidatorName;

/// A desk without a ledger behind it. Thread-safe.
final class InMemoryDesk implements PatientDesk {

  private final Random random = new Random(20261124);
  private final Instant now;
  private final Map<PersonTag, List<ConsentSummary>> consents = new HashMap<>();
  private final Map<PersonTag, List<AccessSummary>> accesses = new HashMap<>();
  private final Map<PersonTag, ErasureStatus> erasures = new HashMap<>();
  private boolean ledgerAway;
  private long ledgerIndex = 1200;

  InMemoryDesk(Instant now) {
    this.now = now;
  }

  /// From now on no change can be made.
  synchronized void loseLedger() {
    ledgerAway = true;
  }

  synchronized void add(PersonTag person, AccessSummary access) {
    accesses.computeIfAbsent(person, _ -> new ArrayList<>()).add(access);
  }

  synchronized void add(PersonTag person, ConsentSummary consent) {
    consents.computeIfAbsent(person, _ -> new ArrayList<>()).add(consent);
  }

  @Override
  public String displayName(PersonTag person) {
    return "P-" + person.toString().substring(0, 4).toUpperCase(java.util.Locale.ROOT);
  }

  @Override
  public synchronized List<ConsentSummary> consents(PersonTag person) {
    return consents.getOrDefault(person, List.of()).stream()
        .sorted(
            Comparator.comparing((ConsentSummary c) -> c.state() != ConsentState.IN_FORCE)
                .thenComparing(ConsentSummary::recorded, Comparator.reverseOrder()))
        .toList();
  }

  @Override
  public synchronized List<AccessSummary> accesses(PersonTag person) {
    return accesses.getOrDefault(person, List.of()).stream()
        .sorted(Comparator.comparing(AccessSummary::at).reversed())
        .toList();
  }

  @Override
  public Change grant(PersonTag person, Terms terms, Asked asked)
      throws LedgerUnavailableException {
    return record(person, terms, false);
  }

  @Override
  public Change deny(PersonTag person, Terms terms, Asked asked) throws LedgerUnavailableException {
    return record(person, terms, true);
  }

  private synchronized Change record(PersonTag person, Terms terms, boolean denial)
      throws LedgerUnavailableException {
    requireLedger();
    var id = ConsentId.random(random);
    String title = terms.grantee().equals("anyone") ? "" : terms.grantee();
    add(
        person,
        new ConsentSummary(
            id,
            denial,
            ConsentState.IN_FORCE,
            terms,
            title,
            terms.withheld().stream().sorted().toList(),
            now,
            Instant.MAX,
            ++ledgerIndex,
            0,
            Instant.MIN));
    return new Change(id, now, ledgerIndex, 0, 0);
  }

  @Override
  public synchronized Optional<Change> stop(PersonTag person, ConsentId consent, Asked asked)
      throws LedgerUnavailableException {
    requireLedger();
    var held = consents.getOrDefault(person, List.of());
    for (int i = 0; i < held.size(); i++) {
      var summary = held.get(i);
      if (summary.id().equals(consent)) {
        held.set(i, stopped(summary));
        return Optional.of(
            new Change(consent, now, ++ledgerIndex, reading(person), summary.uses() / 7));
      }
    }
    return Optional.empty();
  }

  @Override
  public synchronized Change stopEverything(PersonTag person, Asked asked)
      throws LedgerUnavailableException {
    requireLedger();
    consents
        .getOrDefault(person, new ArrayList<>())
        .replaceAll(summary ->
            summary.denial() || summary.state() != ConsentState.IN_FORCE
                ? summary
                : stopped(summary));
    return new Change(ConsentId.random(random), now, ++ledgerIndex, reading(person), 4);
  }

  @Override
  public synchronized Change erase(PersonTag person, Asked asked)
      throws LedgerUnavailableException {
    var change = stopEverything(person, asked);
    erasures.put(
        person,
        new ErasureStatus(
            change.ledgerIndex(), now, true, 2, 3, new TreeSet<>(Set.of(new ValidatorName("c")))));
    return change;
  }

  @Override
  public synchronized Optional<ErasureStatus> erasure(PersonTag person) {
    return Optional.ofNullable(erasures.get(person));
  }

  @Override
  public Confirmed confirmed(long ledgerIndex) {
    return new Confirmed(new TreeSet<>(List.of("hospital-a", "lab-c")), 3, "");
  }

  @Override
  public synchronized Optional<byte[]> receipt(PersonTag person, AccessId access) {
    return accesses.getOrDefault(person, List.of()).stream()
        .filter(known -> known.id().equals(access))
        .filter(known ->
            known.outcome() != AccessOutcome.REFUSED
                && known.outcome() != AccessOutcome.READING_NOW)
        .findFirst()
        .map(known -> ("{\"accessId\":\"" + known.id() + "\"}").getBytes(StandardCharsets.UTF_8));
  }

  private int reading(PersonTag person) {
    return (int)
        accesses.getOrDefault(person, List.of()).stream()
            .filter(access -> access.outcome() == AccessOutcome.READING_NOW)
            .count();
  }

  private void requireLedger() throws LedgerUnavailableException {
    if (ledgerAway) {
      throw new LedgerUnavailableException("the disk is gone", new java.io.IOException("gone"));
    }
  }

  private ConsentSummary stopped(ConsentSummary summary) {
    return new ConsentSummary(
        summary.id(),
        summary.denial(),
        ConsentState.STOPPED,
        summary.terms(),
        summary.granteeTitle(),
        summary.withheldTitles(),
        summary.recorded(),
        now,
        summary.ledgerIndex(),
        summary.uses(),
        summary.lastUse());
  }
}
