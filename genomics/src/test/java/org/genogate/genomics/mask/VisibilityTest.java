package org.genogate.genomics.mask;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import org.genogate.genomics.region.Region;
import org.junit.jupiter.api.Test;

class VisibilityTest {

  private static final SampleSet ALL = SampleSet.all(4);

  @Test
  void withoutWithheldPlacesTheSameAreSeenEverywhere() {
    var visibility = Visibility.of(SampleSet.of(4, 1, 2), Map.of());

    assertThat(visibility.over(Region.whole("1"))).isEqualTo(SampleSet.of(4, 1, 2));
    assertThat(visibility.permitted()).isEqualTo(SampleSet.of(4, 1, 2));
  }

  @Test
  void oneWithheldBaseHidesASampleOverTheWholePlace() {
    var visibility = Visibility.of(ALL, Map.of(new Region("1", 10, 11), SampleSet.of(4, 0)));

    assertThat(visibility.over(new Region("1", 0, 10))).isEqualTo(ALL);
    assertThat(visibility.over(new Region("1", 0, 11))).isEqualTo(SampleSet.of(4, 1, 2, 3));
    assertThat(visibility.over(new Region("1", 10, 10))).isEqualTo(SampleSet.of(4, 1, 2, 3));
    assertThat(visibility.over(new Region("1", 11, 20))).isEqualTo(ALL);
    assertThat(visibility.over(new Region("2", 10, 11))).isEqualTo(ALL);
  }

  @Test
  void otherSpellingsOfAContigHideToo() {
    var visibility =
        Visibility.of(
            ALL,
            Map.of(
                Region.whole("chr7"), SampleSet.of(4, 0), Region.whole("MT"), SampleSet.of(4, 1)));

    for (String name : new String[] {"7", "chr7", "CHR7", "Chr7"}) {
      assertThat(visibility.over(new Region(name, 5, 6))).isEqualTo(SampleSet.of(4, 1, 2, 3));
    }
    assertThat(visibility.over(new Region("chrM", 5, 6))).isEqualTo(SampleSet.of(4, 0, 2, 3));
  }

  @Test
  void aWithheldContigIsHiddenToItsEnd() {
    var visibility = Visibility.of(ALL, Map.of(Region.whole("1"), SampleSet.of(4, 0)));

    assertThat(visibility.over(new Region("1", Region.MAX_END - 1, Region.MAX_END)))
        .isEqualTo(SampleSet.of(4, 1, 2, 3));
  }

  @Test
  void agreesWithLookingAtEveryBase() {
    for (long seed = 0; seed < 200; seed++) {
      var random = new Random(seed);
      var first = randomWithheld(random);
      var second = randomWithheld(random);
      var permitted = randomSet(random);
      var one = Visibility.of(permitted, first);
      var both = one.intersect(Visibility.of(ALL, second));
      Region place = randomRegion(random);

      assertThat(one.over(place)).as("seed %d", seed).isEqualTo(byBase(permitted, first, place));
      assertThat(both.over(place))
          .as("seed %d", seed)
          .isEqualTo(byBase(permitted, first, place).and(byBase(permitted, second, place)));
    }
  }

  @Test
  void anIntersectionNeverShowsMoreThanEither() {
    var random = new Random(7);
    for (int round = 0; round < 200; round++) {
      var one = Visibility.of(randomSet(random), randomWithheld(random));
      var other = Visibility.of(randomSet(random), randomWithheld(random));
      Region place = randomRegion(random);

      SampleSet both = one.intersect(other).over(place);

      assertThat(both.minus(one.over(place)).isEmpty()).isTrue();
      assertThat(both.minus(other.over(place)).isEmpty()).isTrue();
    }
  }

  private static SampleSet byBase(
      SampleSet permitted, Map<Region, SampleSet> withheld, Region place) {
    SampleSet left = permitted;
    for (var entry : withheld.entrySet()) {
      if (entry.getKey().intersect(place).isPresent()) {
        left = left.minus(entry.getValue());
      }
    }
    return left;
  }

  private static Map<Region, SampleSet> randomWithheld(Random random) {
    var withheld = new HashMap<Region, SampleSet>();
    for (int i = random.nextInt(5); i > 0; i--) {
      withheld.put(randomRegion(random), randomSet(random));
    }
    return withheld;
  }

  private static Region randomRegion(Random random) {
    int start = random.nextInt(20);
    return new Region(random.nextBoolean() ? "1" : "2", start, start + 1 + random.nextInt(10));
  }

  private static SampleSet randomSet(Random random) {
    return SampleSet.ofWords(4, new long[] {random.nextInt(16)});
  }
}
