package org.genogate.ledger.receipt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.genogate.ledger.cbor.MalformedCborException;
import org.genogate.ledger.consent.Cohort;
import org.genogate.ledger.consent.PeopleSet;
import org.genogate.ledger.consent.Reason;
import org.genogate.ledger.consent.RegionLabel;
import org.genogate.ledger.event.PersonTag;
import org.genogate.ledger.merkle.Hash;
import org.junit.jupiter.api.Test;

class DetailsTest {

  private static final Instant AT = Instant.parse("2026-05-01T12:00:00.123Z");

  private final Random random = new Random(5);
  private final Cohort cohort =
      new Cohort(PeopleSet.first(200), Map.of(new RegionLabel("BRCA"), PeopleSet.of(3, 7)), 42);

  @Test
  void everyKindOfAccessIsReadFromItsBytes() throws Exception {
    var references =
        List.of(
            new CohortReference.Whole(cohort),
            new CohortReference.Known(cohort.key()),
            new CohortReference.OnePerson(PersonTag.random(random)));

    for (var reference : references) {
      var detail = access(reference);
      assertThat(AccessDetail.decode(detail.encode())).isEqualTo(detail);
    }
  }

  @Test
  void anEndAndARefusalAreReadFromTheirBytes() throws Exception {
    var end = end();
    var refusal = refusal();

    assertThat(CloseDetail.decode(end.encode())).isEqualTo(end);
    assertThat(RefusalDetail.decode(refusal.encode())).isEqualTo(refusal);
  }

  /// Payloads that were changed may say something else, but never the same in other bytes.
  @Test
  void noOtherBytesSayTheSame() {
    onlyBytes(
        access(new CohortReference.Whole(cohort)).encode(), b -> AccessDetail.decode(b).encode());
    onlyBytes(end().encode(), b -> CloseDetail.decode(b).encode());
    onlyBytes(refusal().encode(), b -> RefusalDetail.decode(b).encode());
  }

  @Test
  void aCohortOfAnotherConsentVersionIsRefused() {
    var other = new Cohort(cohort.people(), cohort.withheld(), 41);

    assertThatIllegalArgumentException()
        .isThrownBy(() -> access(new CohortReference.Whole(other)))
        .withMessage("a cohort of consent version 41 in an access at 42");
  }

  @Test
  void saltsPrintNothing() {
    var salt = Salt.random(random);

    assertThat(salt).hasToString("a salt");
    assertThat(end().toString()).contains("a salt");
  }

  private interface Recoding {
    byte[] apply(byte[] bytes) throws MalformedCborException;
  }

  private static void onlyBytes(byte[] bytes, Recoding recoding) {
    for (int i = 0; i < bytes.length * Byte.SIZE; i++) {
      var damaged = bytes.clone();
      damaged[i / Byte.SIZE] ^= (byte) (1 << (i % Byte.SIZE));
      try {
        assertThat(recoding.apply(damaged)).isEqualTo(damaged);
      } catch (MalformedCborException e) {
        assertThat(e.getMessage()).isNotEmpty();
      }
    }
    for (int length = 0; length < bytes.length; length++) {
      var cut = Arrays.copyOf(bytes, length);
      assertThatExceptionOfType(MalformedCborException.class).isThrownBy(() -> recoding.apply(cut));
    }
  }

  private AccessDetail access(CohortReference reference) {
    return new AccessDetail(
        "researcher-204",
        "uni",
        "heart",
        "HMB",
        "demo",
        "region=22:1-100",
        Salt.random(random),
        Salt.random(random),
        42,
        reference);
  }

  private CloseDetail end() {
    return new CloseDetail(
        Salt.random(random), AT, 1_000, 20, Outcome.COMPLETE, Hash.sha256(new byte[1]), 77);
  }

  private RefusalDetail refusal() {
    var ada = PersonTag.random(random);
    var ben = PersonTag.random(random);
    var named = Set.of(ada, ben);
    return new RefusalDetail(
        AT, "researcher-204", "uni", "heart", "POA", "demo", Reason.UNKNOWN_PURPOSE, named);
  }
}
