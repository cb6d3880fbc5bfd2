package org.genogate.genomics.mask;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.BitSet;
import java.util.Random;
import org.junit.jupiter.api.Test;

class SampleSetTest {

  @Test
  void holdsWhatItWasMadeOf() {
    var set = SampleSet.of(130, 129, 0, 64);

    assertThat(set.stream()).containsExactly(0, 64, 129);
    assertThat(set.count()).isEqualTo(3);
    assertThat(set.contains(64)).isTrue();
    assertThat(set.contains(63)).isFalse();
    assertThat(set.next(65)).isEqualTo(129);
    assertThat(set.next(130)).isEqualTo(-1);
    assertThat(SampleSet.ofWords(130, set.toWords())).isEqualTo(set).hasSameHashCodeAs(set);
  }

  @Test
  void allOfAWordHasNoSampleBeyondIt() {
    for (int size : new int[] {0, 1, 63, 64, 65, 128}) {
      assertThat(SampleSet.all(size).count()).as("%d", size).isEqualTo(size);
      assertThat(SampleSet.none(size).isEmpty()).isTrue();
    }
  }

  @Test
  void agreesWithBitSetWhateverIsInIt() {
    for (long seed = 0; seed < 50; seed++) {
      var random = new Random(seed);
      int size = 1 + random.nextInt(200);
      BitSet left = bits(random, size);
      BitSet right = bits(random, size);
      var a = SampleSet.of(size, left.stream().toArray());
      var b = SampleSet.of(size, right.stream().toArray());

      BitSet both = (BitSet) left.clone();
      both.and(right);
      BitSet either = (BitSet) left.clone();
      either.or(right);
      BitSet rest = (BitSet) left.clone();
      rest.andNot(right);

      assertThat(a.and(b).stream()).as("seed %d", seed).containsExactly(array(both));
      assertThat(a.or(b).stream()).as("seed %d", seed).containsExactly(array(either));
      assertThat(a.minus(b).stream()).as("seed %d", seed).containsExactly(array(rest));
      assertThat(a.countOfBoth(b)).as("seed %d", seed).isEqualTo(both.cardinality());
    }
  }

  @Test
  void setsOfTwoCohortsDoNotMix() {
    assertThatThrownBy(() -> SampleSet.all(3).and(SampleSet.all(4)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("a set over 3 samples meets one over 4");
  }

  @Test
  void refusesASampleThatTheCohortHasNot() {
    assertThatThrownBy(() -> SampleSet.of(3, 3)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> SampleSet.all(3).contains(3))
        .isInstanceOf(IndexOutOfBoundsException.class);
    assertThatThrownBy(() -> SampleSet.ofWords(3, new long[] {8}))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void printsNoMember() {
    assertThat(SampleSet.of(5, 3)).hasToString("1 of 5 samples");
  }

  private static BitSet bits(Random random, int size) {
    var bits = new BitSet(size);
    for (int i = 0; i < size; i++) {
      bits.set(i, random.nextBoolean());
    }
    return bits;
  }

  private static Integer[] array(BitSet bits) {
    return bits.stream().boxed().toArray(Integer[]::new);
  }
}
