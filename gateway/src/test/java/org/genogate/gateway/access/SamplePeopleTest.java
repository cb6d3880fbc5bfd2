package org.genogate.gateway.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.genogate.genomics.mask.SampleSet;
import org.genogate.ledger.consent.PeopleSet;
import org.genogate.ledger.event.PersonTag;
import org.junit.jupiter.api.Test;

class SamplePeopleTest {

  private final Random random = new Random(3);
  private final PersonTag ann = PersonTag.random(random);
  private final PersonTag bob = PersonTag.random(random);
  private final PersonTag elsewhere = PersonTag.random(random);
  private final ConsentBook book = new ConsentBook(random);
  private final SamplePeople samples =
      new SamplePeople(
          List.of(Optional.of(bob), Optional.empty(), Optional.of(ann), Optional.of(bob)));

  private static SampleSet set(int... samples) {
    return SampleSet.of(4, samples);
  }

  @Test
  void peopleKeepTheirSamplesWhateverTheOrderOfTheirConsents() {
    book.grant(elsewhere);
    book.grant(ann);
    book.grant(bob);

    var view = book.view().consent();
    var places = samples.at(view);

    assertThat(places.samplesOf(view.people(List.of(ann)))).isEqualTo(set(2));
    assertThat(places.samplesOf(view.people(List.of(bob)))).isEqualTo(set(0, 3));
    assertThat(places.samplesOf(view.people(List.of(elsewhere)))).isEqualTo(set());
    assertThat(places.everyone().toOrdinals())
        .isEqualTo(view.people(List.of(ann, bob)).toOrdinals());
  }

  @Test
  void whoNeverHadAConsentEventIsInNoCohort() {
    book.grant(ann);

    var places = samples.at(book.view().consent());

    assertThat(places.samplesOf(PeopleSet.first(100))).isEqualTo(set(2));
    assertThat(places.everyone().count()).isEqualTo(1);
  }

  @Test
  void anOlderViewIsAnsweredAsItWas() {
    book.grant(ann);
    var before = book.view().consent();
    book.grant(bob);

    assertThat(samples.at(book.view().consent()).everyone().count()).isEqualTo(2);
    assertThat(samples.at(before).everyone().count()).isEqualTo(1);
  }
}
