package org.genogate.ledger.consent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.BitSet;
import java.util.Random;
import org.genogate.ledger.cbor.MalformedCborException;
import org.junit.jupiter.api.Test;

class PeopleSetTest {

  @Test
  void agreesWithABitSetOverRandomChangesAndCombinations() {
    for (long seed = 0; seed < 300; seed++) {
      var random = new Random(seed);
      var mine = PeopleSet.none();
      var other = PeopleSet.none();
      var bits = new BitSet();
      var otherBits = new BitSet();
      int people = 1 + random.nextInt(20_000);
      for (int i = 0; i < 100; i++) {
        int ordinal = random.nextInt(people);
        mine = random.nextInt(3) > 0 ? mine.with(ordinal) : mine.without(ordinal);
        bits.set(ordinal, mine.contains(ordinal));
        other = other.with(random.nextInt(people)).without(random.nextInt(people));
      }
      other.forEach(otherBits::set);

      assertThat(mine).as("seed %d", seed).isEqualTo(of(bits));
      assertThat(mine.count()).as("seed %d", seed).isEqualTo(bits.cardinality());
      assertThat(mine.toOrdinals()).as("seed %d", seed).isEqualTo(bits.stream().toArray());
      var and = (BitSet) bits.clone();
      and.and(otherBits);
      assertThat(mine.and(other)).as("seed %d", seed).isEqualTo(of(and));
      var or = (BitSet) bits.clone();
      or.or(otherBits);
      assertThat(mine.or(other)).as("seed %d", seed).isEqualTo(of(or));
      var minus = (BitSet) bits.clone();
      minus.andNot(otherBits);
      assertThat(mine.minus(other)).as("seed %d", seed).isEqualTo(of(minus));
    }
  }

  @Test
  void aChangeLeavesTheSetItWasMadeFrom() {
    var before = PeopleSet.of(1, 5_000);

    var after = before.with(5_001).without(1);

    assertThat(before).isEqualTo(PeopleSet.of(1, 5_000));
    assertThat(after).isEqualTo(PeopleSet.of(5_000, 5_001));
  }

  @Test
  void setsThatLostTheirLastPersonAreAllEmpty() {
    assertThat(PeopleSet.of(70_000).without(70_000)).isEqualTo(PeopleSet.none());
    assertThat(PeopleSet.first(9_000).minus(PeopleSet.first(9_000)).isEmpty()).isTrue();
    assertThat(PeopleSet.first(0)).isEqualTo(PeopleSet.none());
  }

  @Test
  void aNegativeOrdinalIsNobody() {
    assertThat(PeopleSet.first(10).contains(-1)).isFalse();
    assertThatIllegalArgumentException().isThrownBy(() -> PeopleSet.none().with(-1));
  }

  @Test
  void anySetIsReadFromItsBytes() throws Exception {
    for (long seed = 0; seed < 300; seed++) {
      var random = new Random(seed);
      var share = random.nextDouble() * random.nextDouble();
      var bits = new BitSet();
      for (int ordinal = random.nextInt(10_000); ordinal >= 0; ordinal--) {
        bits.set(ordinal, random.nextDouble() < share);
      }

      var bytes = PeopleBytes.encode(of(bits));

      assertThat(PeopleBytes.decode(bytes)).as("seed %d", seed).isEqualTo(of(bits));
      assertThat(bytes.length).isLessThanOrEqualTo(1 + (bits.length() + 7) / 8);
    }
  }

  @Test
  void aFewOfManyTakeFewBytes() {
    assertThat(PeopleBytes.encode(PeopleSet.of(3, 99_999)))
        .isEqualTo(new byte[] {1, 3, (byte) 0x9b, (byte) 0x8d, 6});
    assertThat(PeopleBytes.encode(PeopleSet.first(10))).isEqualTo(new byte[] {0, (byte) 0xff, 3});
  }

  @Test
  void anyOtherSpellingOfASetIsRefused() {
    refused();
    refused(2);
    refused(0, 0xff, 0);
    refused(1);
    refused(1, 0x80);
    refused(1, 0x80, 0);
    refused(1, 0, 0, 0, 0);
    refused(1, 0xff, 0xff, 0xff, 0xff, 0x0f);
    refused(1, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 1);
  }

  private static void refused(int... octets) {
    var bytes = new byte[octets.length];
    for (int i = 0; i < octets.length; i++) {
      bytes[i] = (byte) octets[i];
    }
    assertThatExceptionOfType(MalformedCborException.class)
        .isThrownBy(() -> PeopleBytes.decode(bytes));
  }

  private static PeopleSet of(BitSet bits) {
    return PeopleSet.of(bits.stream());
  }
}
