package org.genogate.gateway.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.genogate.genomics.mask.SampleSet;
import org.genogate.genomics.mask.Visibility;
import org.genogate.genomics.region.Region;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MaskTest {

  private static final int SAMPLES = 20;
  private static final int LENGTH = 100;

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void aMaskNeverGrowsWhateverConsentBecomes(long seed) {
    var random = new Random(seed);
    var mask = new Mask(visibility(random), 1, 10);

    for (int version = 2; version < 30; version++) {
      var now = new Mask(visibility(random), version, 10 + version);
      var next = mask.shrunkTo(now);

      assertThat(mask.showsAllOf(next)).isTrue();
      assertThat(next.showsAllOf(mask)).isEqualTo(now.showsAllOf(mask));
      for (int base = 0; base < LENGTH; base++) {
        var place = new Region("22", base, base + 1);
        assertThat(next.visibility().over(place))
            .isEqualTo(mask.visibility().over(place).and(now.visibility().over(place)));
      }
      assertThat(next.consentVersion()).isEqualTo(version);
      assertThat(next.ledgerSize()).isEqualTo(10 + version);
      mask = next;
    }
  }

  private static Visibility visibility(Random random) {
    Map<Region, SampleSet> withheld = new HashMap<>();
    for (int i = random.nextInt(4); i > 0; i--) {
      int start = random.nextInt(LENGTH);
      withheld.put(new Region("22", start, start + random.nextInt(20)), some(random, 0.3));
    }
    return Visibility.of(some(random, 0.9), withheld);
  }

  private static SampleSet some(Random random, double share) {
    return SampleSet.of(
        SAMPLES, IntStream.range(0, SAMPLES).filter(_ -> random.nextDouble() < share).toArray());
  }
}
