package org.genogate.ledger.duo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import org.junit.jupiter.api.Test;

class DataUseTest {

  private static final Purpose GENERAL = new Purpose.GeneralResearch();
  private static final Purpose HEALTH = new Purpose.HealthResearch();
  private static final Purpose CANCER = new Purpose.DiseaseResearch("MONDO:0004992");
  private static final Purpose DIABETES = new Purpose.DiseaseResearch("MONDO:0005015");
  private static final Purpose CARE = new Purpose.OwnCare();
  private static final List<Purpose> ALL = List.of(GENERAL, HEALTH, CANCER, DIABETES, CARE);

  @Test
  void aUsePermitsItselfAndWhatIsNarrower() {
    assertThat(permittedBy(GENERAL)).containsExactly(GENERAL, HEALTH, CANCER, DIABETES);
    assertThat(permittedBy(HEALTH)).containsExactly(HEALTH, CANCER, DIABETES);
    assertThat(permittedBy(CANCER)).containsExactly(CANCER);
    assertThat(permittedBy(CARE)).containsExactly(CARE);
  }

  @Test
  void aUseOverlapsWhatIsNarrowerAndWhatIsWider() {
    assertThat(overlappedBy(GENERAL)).containsExactly(GENERAL, HEALTH, CANCER, DIABETES);
    assertThat(overlappedBy(HEALTH)).containsExactly(GENERAL, HEALTH, CANCER, DIABETES);
    assertThat(overlappedBy(CANCER)).containsExactly(GENERAL, HEALTH, CANCER);
    assertThat(overlappedBy(CARE)).containsExactly(CARE);
  }

  @Test
  void narrowingAUseNeverPermitsMore() {
    var chain = List.of(GENERAL, HEALTH, CANCER);

    for (int i = 1; i < chain.size(); i++) {
      assertThat(permittedBy(chain.get(i - 1))).containsAll(permittedBy(chain.get(i)));
    }
  }

  /// Cases of `reference/duo.md` section 3 that these four kinds can say.
  @Test
  void generalAndHealthResearchAreNotPermittedByConsentToOneDisease() {
    var cancerOnly = DataUse.ofExactly(CANCER);

    assertThat(cancerOnly.permits(GENERAL)).isFalse();
    assertThat(cancerOnly.permits(HEALTH)).isFalse();
    assertThat(cancerOnly.permits(DIABETES)).isFalse();
  }

  @Test
  void everyPurposeIsReadFromWhatItIsCalled() {
    for (var purpose : ALL) {
      assertThat(Purpose.parse(purpose.code(), purpose.disease())).contains(purpose);
      assertThat(DataUse.parse(purpose.code(), purpose.disease()))
          .contains(DataUse.ofExactly(purpose));
    }
  }

  @Test
  void anythingElseIsNoPurpose() {
    assertThat(Purpose.parse("", "")).isEmpty();
    assertThat(Purpose.parse("gru", "")).isEmpty();
    assertThat(Purpose.parse("POA", "")).isEmpty();
    assertThat(Purpose.parse("DUO:0000042", "")).isEmpty();
    assertThat(Purpose.parse("DS", "")).isEmpty();
    assertThat(Purpose.parse("DS", "cancer")).isEmpty();
    assertThat(Purpose.parse("DS", "MONDO:0004992 ")).isEmpty();
    assertThat(Purpose.parse("DS", "MONDO:0004992\n")).isEmpty();
    assertThat(Purpose.parse("GRU", "MONDO:0004992")).isEmpty();
    assertThat(Purpose.parse("CARE", "MONDO:0004992")).isEmpty();
  }

  @Test
  void aDiseaseThatIsNoTermIsRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new DataUse.DiseaseResearch("cancer"))
        .withMessageContaining("ontology term");
  }

  private static List<Purpose> permittedBy(Purpose use) {
    return ALL.stream().filter(DataUse.ofExactly(use)::permits).toList();
  }

  private static List<Purpose> overlappedBy(Purpose use) {
    return ALL.stream().filter(DataUse.ofExactly(use)::overlaps).toList();
  }
}
