package org.genogate.gateway.access;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.genogate.genomics.mask.SampleSet;
import org.genogate.ledger.consent.ConsentView;
import org.genogate.ledger.consent.PeopleSet;
import org.genogate.ledger.event.PersonTag;

/// Who the samples of one dataset are, in the ledger's ordinals.
///
/// A person has no ordinal before their first consent event; such a person's samples are in no
/// cohort.
final class SamplePeople {

  private static final int NOBODY = -1;

  private final List<Optional<PersonTag>> personOfSample;
  private volatile Places latest = new Places(-1, new int[0], PeopleSet.none());

  SamplePeople(List<Optional<PersonTag>> personOfSample) {
    this.personOfSample = personOfSample;
  }

  /// The ordinals as `view` knows them. O(samples) when someone became known since the last call,
  /// else O(1).
  Places at(ConsentView view) {
    var known = latest;
    if (known.peopleKnown != view.size()) {
      known = look(view);
      latest = known;
    }
    return known;
  }

  private Places look(ConsentView view) {
    var ordinals =
        personOfSample.stream()
            .mapToInt(person -> person.flatMap(view::ordinal).orElse(NOBODY))
            .toArray();
    var everyone =
        PeopleSet.of(Arrays.stream(ordinals).filter(ordinal -> ordinal != NOBODY).distinct());
    return new Places(view.size(), ordinals, everyone);
  }

  /// Which ordinals the samples have, as far as a view knows them.
  static final class Places {

    private final int peopleKnown;
    private final int[] ordinalOfSample;
    private final PeopleSet everyone;

    /// @param ordinalOfSample for each sample its person's ordinal, or [#NOBODY]
    private Places(int peopleKnown, int[] ordinalOfSample, PeopleSet everyone) {
      this.peopleKnown = peopleKnown;
      this.ordinalOfSample = ordinalOfSample;
      this.everyone = everyone;
    }

    PeopleSet everyone() {
      return everyone;
    }

    SampleSet samplesOf(PeopleSet people) {
      return SampleSet.of(
          ordinalOfSample.length,
          IntStream.range(0, ordinalOfSample.length)
              .filter(
                  sample ->
                      ordinalOfSample[sample] != NOBODY
                          && people.contains(ordinalOfSample[sample]))
              .toArray());
    }
  }
}
