package org.genogate.ledger.consent;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.genogate.ledger.event.Event.ConsentRevoked;
import org.genogate.ledger.event.PersonTag;
import org.genogate.ledger.merkle.Hash;
import org.junit.jupiter.api.Test;

/// Holds the fold against [ConsentModel] over random histories.
class ConsentFoldModelTest {

  private static final int HISTORIES = 2_000;
  private static final int STEPS = 30;

  @Test
  void decidesAsTheModelAfterEveryStepOfRandomHistories() throws Exception {
    for (long seed = 0; seed < HISTORIES; seed++) {
      try {
        new Run(seed).play();
      } catch (AssertionError | RuntimeException e) {
        throw new AssertionError("seed " + seed, e);
      }
    }
  }

  /// A fold and a model that go through the same history.
  private static final class Run {
    private final Random random;
    private final RandomHistory history;
    private ConsentFold fold = ConsentFold.empty();
    private ConsentModel model = ConsentModel.empty();
    private Instant now = RandomHistory.START;
    private long size;

    Run(long seed) {
      this.random = new Random(seed);
      this.history = new RandomHistory(random);
      fold.advance(now);
    }

    void play() throws Exception {
      var earlier = new HashMap<ConsentView, ConsentModel>();
      for (int step = 0; step < STEPS; step++) {
        change();
        agree(fold.view(), model);
        if (random.nextInt(10) == 0) {
          earlier.put(fold.view(), model);
        }
        if (random.nextInt(12) == 0) {
          goOnFromSnapshot();
        }
      }
      earlier.forEach(this::agree);
    }

    private void change() {
      var inquiry = history.inquiry();
      var before = fold.view();
      var allowedBefore = before.decide(inquiry, before.asOf(), before.everyone());
      switch (random.nextInt(22)) {
        case 0, 1, 2, 3, 4, 5, 6 -> grant();
        case 7, 8 -> deny();
        case 9, 10, 11, 12 -> revoke();
        case 13, 14, 15 -> advance();
        case 16 -> erase();
        case 17 -> forget();
        default -> seal();
      }
      var after = fold.view();
      assertThat(after.version()).isGreaterThanOrEqualTo(before.version());
      var allowedAfter = after.decide(inquiry, after.asOf(), after.everyone());
      if (after.version() == before.version()) {
        assertThat(allowedAfter).isEqualTo(allowedBefore);
      }
    }

    private void grant() {
      var event = history.grant(now);
      long index = nextIndex();
      if (random.nextInt(8) == 0) {
        fold.missingTerms(index, event);
        model = model.plus(new ConsentModel.Recorded.Grant(index, event, List.of()));
      } else {
        var terms = history.terms(now);
        fold.applyGrant(index, event, terms);
        model = model.plus(new ConsentModel.Recorded.Grant(index, event, List.of(terms)));
      }
    }

    private void deny() {
      var event = history.denial(now);
      long index = nextIndex();
      if (random.nextInt(8) == 0) {
        fold.missingTerms(index, event);
        model = model.plus(new ConsentModel.Recorded.Denial(index, event, List.of()));
      } else {
        var terms = history.terms(now);
        fold.applyDenial(index, event, terms);
        model = model.plus(new ConsentModel.Recorded.Denial(index, event, List.of(terms)));
      }
    }

    private void revoke() {
      var event = history.revocation(now);
      long index = nextIndex();
      fold.applyRevocation(index, event);
      model = model.plus(new ConsentModel.Recorded.Revocation(index, event));
    }

    /// To the one who decides, an order to erase is a revocation of every grant.
    private void erase() {
      var event = history.erasure(now);
      long index = nextIndex();
      fold.applyErasure(index, event);
      var every =
          new ConsentRevoked(
              event.id(),
              event.person(),
              new ConsentRevoked.Scope.EveryGrant(),
              Hash.zero(),
              event.asked(),
              event.time());
      model = model.plus(new ConsentModel.Recorded.Revocation(index, every));
    }

    private void forget() {
      var person = history.person();
      fold.forgetTerms(person);
      model = model.forgetting(person);
    }

    private void seal() {
      long sealed = random.nextInt(4) == 0 ? size - 1 - random.nextInt(3) : size;
      fold.sealedUpTo(sealed);
      model = model.sealedUpTo(sealed);
    }

    private void advance() {
      now = now.plusNanos(random.nextInt(60_000_000));
      fold.advance(now);
    }

    /// Other entries lie between those of consent.
    private long nextIndex() {
      size += random.nextInt(3);
      return size++;
    }

    private void goOnFromSnapshot() throws CorruptConsentSnapshotException {
      var bytes = fold.snapshot();
      var restored = ConsentFold.restore(bytes);
      assertThat(restored.snapshot()).isEqualTo(bytes);
      assertThat(restored.view().version()).isEqualTo(fold.view().version());
      assertThat(restored.view().nextChange()).isEqualTo(fold.view().nextChange());
      agree(restored.view(), model);
      if (random.nextBoolean()) {
        fold = restored;
      }
    }

    private void agree(ConsentView view, ConsentModel expected) {
      assertThat(everyone(view)).isEqualTo(expected.people());
      var inquiry = history.inquiry();
      agreeAt(view, expected, inquiry, view.asOf());
      var change = view.nextChange().orElse(now);
      switch (random.nextInt(3)) {
        case 0 -> agreeAt(view, expected, inquiry, change.minusNanos(1));
        case 1 -> agreeAt(view, expected, inquiry, change);
        default -> agreeAt(view, expected, inquiry, history.near(now));
      }
    }

    private void agreeAt(ConsentView view, ConsentModel expected, Inquiry inquiry, Instant at) {
      var within = new HashSet<PersonTag>();
      history.people().stream().filter(_ -> random.nextInt(5) > 0).forEach(within::add);
      var allowed = new HashSet<>(expected.allowed(inquiry, at));
      allowed.retainAll(within);
      var withheld = expected.withheld(allowed, inquiry, at);

      var decision = view.decide(inquiry, at, view.people(within));

      assertThat(allowed(view, decision)).isEqualTo(allowed);
      assertThat(withheld(view, decision)).isEqualTo(withheld);
      var person = history.person();
      boolean allows = expected.allows(person, inquiry, at);
      assertThat(view.decideFor(person, inquiry, at) instanceof Decision.Allowed).isEqualTo(allows);
      assertThat(view.grounds(person, inquiry, at).stream().map(StandingConsent::index))
          .isEqualTo(
              allows
                  ? expected
                      .grants(person, inquiry, at)
                      .map(ConsentModel.Recorded.Grant::index)
                      .toList()
                  : List.of());
    }

    private static List<PersonTag> everyone(ConsentView view) {
      var people = new ArrayList<PersonTag>();
      for (int ordinal = 0; ordinal < view.size(); ordinal++) {
        people.add(view.person(ordinal));
        assertThat(view.ordinal(view.person(ordinal))).contains(ordinal);
      }
      return people;
    }

    private static Set<PersonTag> allowed(ConsentView view, Decision decision) {
      return switch (decision) {
        case Decision.Allowed(var cohort) -> named(view, cohort.people());
        case Decision.Refused(var reason) -> {
          assertThat(reason).isEqualTo(Reason.NO_CONSENT);
          yield Set.of();
        }
      };
    }

    private static Map<RegionLabel, Set<PersonTag>> withheld(ConsentView view, Decision decision) {
      var withheld = new TreeMap<RegionLabel, Set<PersonTag>>();
      if (decision instanceof Decision.Allowed(var cohort)) {
        cohort.withheld().forEach((label, people) -> withheld.put(label, named(view, people)));
      }
      return withheld;
    }

    private static Set<PersonTag> named(ConsentView view, PeopleSet people) {
      var tags = new HashSet<PersonTag>();
      people.forEach(ordinal -> tags.add(view.person(ordinal)));
      return tags;
    }
  }
}
