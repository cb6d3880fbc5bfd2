package org.genogate.ledger.event;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What the decoder does with bytes that nobody meant.
class EntryFuzzTest {

  private static final int MUTATIONS = 15_000;

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5})
  void everyEntryComesBackFromItsBytes(long seed) throws Exception {
    for (var entry : new RandomEvents(new Random(seed)).oneOfEach()) {
      assertThat(Entry.decode(entry.encode())).as("seed %d", seed).isEqualTo(entry);
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {11, 12, 13})
  void whateverIsAcceptedHasNoOtherForm(long seed) {
    var random = new Random(seed);
    var originals = new RandomEvents(random).oneOfEach().stream().map(Entry::encode).toList();

    for (int i = 0; i < MUTATIONS; i++) {
      var bytes = mutate(originals.get(random.nextInt(originals.size())), originals, random);
      assertRefusedOrCanonical(bytes, "seed " + seed + ", round " + i);
    }
  }

  @Test
  void everyCutOfAnEntryIsRefused() {
    for (var entry : new RandomEvents(new Random(21)).oneOfEach()) {
      var whole = entry.encode();
      for (int length = 0; length < whole.length; length++) {
        assertThat(isAccepted(Arrays.copyOf(whole, length), "cut to " + length)).isFalse();
      }
    }
  }

  @Test
  void everyFlippedBitIsRefusedOrAnotherEntry() {
    for (var entry : new RandomEvents(new Random(22)).oneOfEach()) {
      var whole = entry.encode();
      for (int bit = 0; bit < whole.length * 8; bit++) {
        assertRefusedOrCanonical(flip(whole, bit), "bit " + bit);
      }
    }
  }

  private static void assertRefusedOrCanonical(byte[] bytes, String round) {
    isAccepted(bytes, round);
  }

  /// Lets anything but [MalformedEntryException] through, so that the test fails of it.
  private static boolean isAccepted(byte[] bytes, String round) {
    try {
      var entry = Entry.decode(bytes);
      assertThat(entry.encode()).as("%s: %s", round, hex(bytes)).isEqualTo(bytes);
      return true;
    } catch (MalformedEntryException e) {
      return false;
    } catch (RuntimeException e) {
      throw new AssertionError(round + ": " + hex(bytes), e);
    }
  }

  private static byte[] mutate(byte[] original, List<byte[]> others, Random random) {
    List<UnaryOperator<byte[]>> ways =
        List.of(
            bytes -> flip(bytes, random.nextInt(bytes.length * 8)),
            bytes -> set(bytes, random.nextInt(bytes.length), (byte) random.nextInt(256)),
            // Heads of items lie early in small numbers: change those more often.
            bytes ->
                set(bytes, random.nextInt(Math.min(24, bytes.length)), (byte) random.nextInt()),
            bytes -> splice(bytes, random, new byte[random.nextInt(4)]),
            bytes -> splice(bytes, random, others.get(random.nextInt(others.size()))),
            bytes -> Arrays.copyOf(bytes, random.nextInt(bytes.length + 3) + 1));
    var bytes = original;
    for (int times = 1 + random.nextInt(3); times > 0; times--) {
      bytes = ways.get(random.nextInt(ways.size())).apply(bytes);
    }
    return bytes;
  }

  private static byte[] flip(byte[] bytes, int bit) {
    return set(bytes, bit / 8, (byte) (bytes[bit / 8] ^ 1 << bit % 8));
  }

  private static byte[] set(byte[] bytes, int at, byte value) {
    var changed = bytes.clone();
    changed[at] = value;
    return changed;
  }

  /// Replaces some bytes by a piece of `others`.
  private static byte[] splice(byte[] bytes, Random random, byte[] others) {
    int from = random.nextInt(bytes.length);
    int to = from + random.nextInt(Math.min(40, bytes.length - from) + 1);
    int start = random.nextInt(others.length + 1);
    int end = start + random.nextInt(Math.min(40, others.length - start) + 1);
    var out = new ByteArrayOutputStream();
    out.write(bytes, 0, from);
    out.write(others, start, end - start);
    out.write(bytes, to, bytes.length - to);
    return out.size() == 0 ? new byte[1] : out.toByteArray();
  }

  private static String hex(byte[] bytes) {
    return HexFormat.of().formatHex(bytes);
  }
}
