package org.genogate.gateway.access;

import java.time.Instant;
import java.util.Set;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.genogate.ledger.LedgerView;
import org.genogate.ledger.consent.ConsentFold;
import org.genogate.ledger.consent.ConsentTerms;
import org.genogate.ledger.consent.Grantee;
import org.genogate.ledger.consent.RegionLabel;
import org.genogate.ledger.duo.DataUse;
import org.genogate.ledger.event.Asked;
import org.genogate.ledger.event.ConsentId;
import org.genogate.ledger.event.Event.ConsentGranted;
import org.genogate.ledger.event.Event.ConsentRevoked;
import org.genogate.ledger.event.EventId;
import org.genogate.ledger.event.PersonTag;
import org.genogate.ledger.merkle.Hash;

/// What people consented to, without a log: each grant acts at once.
final class ConsentBook {

  static final Instant NOW = Instant.parse("2026-05-01T12:00:00Z");

  private final RandomGenerator random;
  private final ConsentFold fold = ConsentFold.empty();
  private long size;

  ConsentBook(RandomGenerator random) {
    this.random = random;
    fold.advance(NOW);
  }

  /// A grant of health research to anyone, less the regions of `withheld`.
  void grant(PersonTag person, String... withheld) {
    var event =
        new ConsentGranted(
            EventId.random(random),
            person,
            ConsentId.random(random),
            Hash.zero(),
            Hash.zero(),
            Asked.AT_DESK,
            NOW);
    var terms =
        new ConsentTerms(
            new Grantee.Anyone(),
            Set.of(),
            Set.of(DataUse.parse("HMB", "").orElseThrow()),
            NOW,
            Instant.MAX,
            Stream.of(withheld).map(RegionLabel::new).collect(Collectors.toSet()),
            Hash.zero());
    fold.applyGrant(size++, event, terms);
    fold.sealedUpTo(size);
  }

  void revokeAll(PersonTag person) {
    fold.applyRevocation(
        size++,
        new ConsentRevoked(
            EventId.random(random),
            person,
            new ConsentRevoked.Scope.EveryGrant(),
            Hash.zero(),
            Asked.AT_DESK,
            NOW));
  }

  LedgerView view() {
    return new LedgerView(size, Hash.zero(), fold.view());
  }
}
