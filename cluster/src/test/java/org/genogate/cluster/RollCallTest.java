package org.genogate.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import org.genogate.cluster.RollCall.Remembered;
import org.junit.jupiter.api.Test;

class RollCallTest {

  @Test
  void whoeverSignedMoreThanItStoresHasForgotten() {
    assertThat(new Remembered(9, 9, 10, 0).isForgetful()).isTrue();
    assertThat(new Remembered(10, 9, 10, 0).isForgetful()).isFalse();
  }

  /// It was told once that others store 20 entries, and was restarted before it knew as many to be
  /// committed or signed a larger checkpoint: it still must not help to elect a leader without
  /// them.
  @Test
  void whoeverHasNotMadeUpForWhatItForgotIsStillForgetful() {
    assertThat(new Remembered(25, 19, 10, 20).isForgetful()).isTrue();
    assertThat(new Remembered(25, 20, 10, 20).isForgetful()).isFalse();
    assertThat(new Remembered(25, 19, 21, 20).isForgetful()).isFalse();
  }
}
