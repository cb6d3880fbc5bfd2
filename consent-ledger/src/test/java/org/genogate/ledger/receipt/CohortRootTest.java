package org.genogate.ledger.receipt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.genogate.ledger.event.PersonTag;
import org.genogate.ledger.merkle.Hash;
import org.genogate.ledger.merkle.InvalidProofException;
import org.junit.jupiter.api.Test;

class CohortRootTest {

  private static final byte[] KEY = new byte[32];

  private final Random random = new Random(3);

  @Test
  void theRootIsOverSaltedLeavesInOrder() throws Exception {
    var people = people(3);

    var expected =
        Hash.node(Hash.node(leaf(people.get(0)), leaf(people.get(1))), leaf(people.get(2)));

    assertThat(CohortRoot.of(people, KEY).hash()).isEqualTo(expected);
  }

  @Test
  void everyMemberIsShownAndNobodyElse() throws Exception {
    for (int size = 1; size < 40; size++) {
      var people = people(size);
      var cohort = CohortRoot.of(people, KEY);
      for (var person : people) {
        var membership = cohort.membership(person);

        membership.verify(person, cohort.hash());

        assertThatExceptionOfType(InvalidProofException.class)
            .isThrownBy(() -> membership.verify(PersonTag.random(random), cohort.hash()));
      }
    }
  }

  @Test
  void aStrangerHasNoMembership() {
    var cohort = CohortRoot.of(people(4), KEY);

    assertThatIllegalArgumentException()
        .isThrownBy(() -> cohort.membership(PersonTag.random(random)))
        .withMessage("a membership is of a person in the cohort");
  }

  private List<PersonTag> people(int count) {
    return Stream.generate(() -> PersonTag.random(random)).limit(count).toList();
  }

  /// Section 9.4 of the reference, spelled out.
  private static Hash leaf(PersonTag person) throws Exception {
    var tag = HexFormat.of().parseHex(person.toString());
    var mac = Mac.getInstance("HmacSHA256");
    mac.init(new SecretKeySpec(KEY, "HmacSHA256"));
    return Hash.sha256(new byte[] {0x20}, mac.doFinal(tag), tag);
  }
}
