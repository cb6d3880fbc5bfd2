package org.genogate.gateway.portal;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Set;
import org.genogate.gateway.access.PatientDesk.Terms;
import org.junit.jupiter.api.Test;

class UsesTest {

  @Test
  void widerResearchHoldsNarrower() {
    assertThat(Uses.overlap(terms("GRU", ""), terms("HMB", ""))).isTrue();
    assertThat(Uses.overlap(terms("DS", "MONDO:0007254"), terms("HMB", ""))).isTrue();
    assertThat(Uses.overlap(terms("DS", "MONDO:0007254"), terms("DS", "MONDO:0007254"))).isTrue();
  }

  @Test
  void twoDiseasesAreApart() {
    assertThat(Uses.overlap(terms("DS", "MONDO:0007254"), terms("DS", "MONDO:0004979"))).isFalse();
  }

  @Test
  void ownCareIsApartFromAllResearch() {
    assertThat(Uses.overlap(terms("CARE", ""), terms("GRU", ""))).isFalse();
    assertThat(Uses.overlap(terms("CARE", ""), terms("CARE", ""))).isTrue();
  }

  private static Terms terms(String use, String disease) {
    return new Terms(use, disease, "anyone", Set.of(), Instant.EPOCH, Instant.MAX, Set.of());
  }
}
