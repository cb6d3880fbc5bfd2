package org.genogate.ledger.consent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Random;
import java.util.Set;
import org.genogate.ledger.cbor.MalformedCborException;
import org.genogate.ledger.duo.DataUse;
import org.genogate.ledger.event.DatasetTag;
import org.genogate.ledger.merkle.Hash;
import org.junit.jupiter.api.Test;

class ConsentTermsTest {

  private static final Instant FROM = Instant.parse("2026-03-01T10:00:00Z");
  private static final ConsentTerms TERMS =
      new ConsentTerms(
          new Grantee.Organisation("uni"),
          Set.of(DatasetTag.parse("000102030405060708090a0b0c0d0e0f")),
          Set.of(new DataUse.DiseaseResearch("MONDO:1"), new DataUse.OwnCare()),
          FROM,
          FROM.plus(Duration.ofDays(365)),
          Set.of(new RegionLabel("BRCA"), new RegionLabel("APOE")),
          Hash.zero());

  /// Published: terms are committed to on the ledger, so their bytes never change.
  @Test
  void theseTermsAreTheseBytes() {
    assertThat(HexFormat.of().formatHex(TERMS.encode()))
        .isEqualTo(
            "a7"
                + "01820163756e69"
                + "028150000102030405060708090a0b0c0d0e0f"
                + "03828264434152456082624453674d4f4e444f3a31"
                + "04826441504f456442524341"
                + "051b0000019ca8d72d00"
                + "061b000001a400885900"
                + "075820"
                + "00".repeat(32));
  }

  @Test
  void anyTermsAreReadFromTheirBytes() throws Exception {
    for (long seed = 0; seed < 500; seed++) {
      var terms = new RandomHistory(new Random(seed)).terms(RandomHistory.START);

      assertThat(ConsentTerms.decode(terms.encode())).as("seed %d", seed).isEqualTo(terms);
    }
  }

  /// Whatever byte is changed, cut off or added: no terms, or others.
  @Test
  void noOtherBytesAreTheseTerms() {
    var bytes = TERMS.encode();
    for (int i = 0; i < bytes.length; i++) {
      for (int bit = 0; bit < Byte.SIZE; bit++) {
        var damaged = bytes.clone();
        damaged[i] ^= (byte) (1 << bit);
        try {
          var decoded = ConsentTerms.decode(damaged);
          assertThat(decoded).isNotEqualTo(TERMS);
          assertThat(decoded.encode()).isEqualTo(damaged);
        } catch (MalformedCborException e) {
          assertThat(e).hasMessageNotContaining("MONDO");
        }
      }
    }
    var longer = Arrays.copyOf(bytes, bytes.length + 1);
    assertThatExceptionOfType(MalformedCborException.class)
        .isThrownBy(() -> ConsentTerms.decode(longer));
  }

  @Test
  void instantsAreKeptToTheMillisecond() {
    var terms = until(FROM.plusNanos(5_999_999));

    assertThat(terms.until()).isEqualTo(FROM.plusMillis(5));
  }

  @Test
  void termsThatEndBeforeTheyBeginOrUseNothingAreRefused() {
    assertThatIllegalArgumentException().isThrownBy(() -> until(FROM));
    assertThatIllegalArgumentException()
        .isThrownBy(() ->
            new ConsentTerms(
                new Grantee.Anyone(), Set.of(), Set.of(), FROM, Instant.MAX, Set.of(), Hash.zero()))
        .withMessage("terms name at least one use");
  }

  private static ConsentTerms until(Instant until) {
    return new ConsentTerms(
        TERMS.grantee(), TERMS.datasets(), TERMS.uses(), FROM, until, Set.of(), Hash.zero());
  }
}
