package org.genogate.ledger.key;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.HexFormat;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WrappingTest {

  private static final byte[] SECRET = "thirty-two bytes of a secret key".getBytes(UTF_8);
  private static final byte[] CONTEXT = "person key".getBytes(UTF_8);
  private static final WrappingKey ANN = key(1);
  private static final WrappingKey BEN = key(2);
  private static final WrappingKey EVE = key(3);

  private static WrappingKey key(int seed) {
    var bytes = new byte[WrappingKey.LENGTH_BYTES];
    new SplittableRandom(seed).nextBytes(bytes);
    return WrappingKey.of(bytes);
  }

  private static byte[] hex(String text) {
    return HexFormat.of().parseHex(text);
  }

  /// RFC 9180, A.1.3: mode auth, X25519, HKDF-SHA256, AES-128-GCM.
  @Test
  void whatTheRfcSealedOpens() throws InvalidWrappingException {
    var sealed =
        hex(
            "23fb952571a14a25e3d678140cd0e5eb47a0961bb18afcf85896e5453c312e76"
                + "5fd92cc9d46dbf8943e72a07e42f363ed5f721212cd90bcfd072bfd9f44e06b8"
                + "0fd17824947496e21b680c141b");
    var receiver =
        WrappingKey.of(hex("fdea67cf831f1ca98d8e27b1f6abeb5b7745e9d35348b80fa407ff6958f9137e"));
    var sender =
        WrappingKey.of(hex("dc4a146313cce60a278a5323d321f051c5707e9c45ba21a3479fecdf76fc69dd"));

    var opened =
        Hpke.ofAes128()
            .open(
                sealed,
                hex("4f6465206f6e2061204772656369616e2055726e"),
                "Count-0".getBytes(US_ASCII),
                hex("fdea67cf831f1ca98d8e27b1f6abeb5b7745e9d35348b80fa407ff6958f9137e"),
                receiver.publicKey().toBytes(),
                sender.publicKey().toBytes());

    assertThat(receiver.publicKey())
        .hasToString("1632d5c2f71c2b38d0a8fcc359355200caa8b1ffdf28618080466c909cb69b2e");
    assertThat(sender.publicKey())
        .hasToString("8b0c70873dc5aecb7f9ee4e62406a397b350e57012be45cf53b7105ae731790b");
    assertThat(opened).isEqualTo("Beauty is truth, truth beauty".getBytes(US_ASCII));
  }

  /// The RFC has no vector for X25519 with AES-256-GCM, so the JDK opens what we wrap.
  @Test
  void anIndependentReceiverUnwraps() throws Exception {
    long start = System.nanoTime();
    var random = new SplittableRandom(start);
    for (int round = 0; round < 20; round++) {
      var bytes = new byte[WrappingKey.LENGTH_BYTES];
      random.nextBytes(bytes);
      var receiver = WrappingKey.of(bytes);
      var plain = new byte[random.nextInt(200)];
      random.nextBytes(plain);

      var wrapped = ANN.wrap(plain, receiver.publicKey(), CONTEXT);

      assertThat(JdkHpke.open(wrapped, CONTEXT, bytes, receiver.publicKey(), ANN.publicKey()))
          .as("seed %d", start)
          .isEqualTo(plain);
    }
  }

  @Test
  void theReceiverUnwrapsWhatTheSenderWrapped() throws InvalidWrappingException {
    var wrapped = ANN.wrap(SECRET, BEN.publicKey(), CONTEXT);

    assertThat(wrapped).hasSize(SECRET.length + WrappingKey.OVERHEAD_BYTES);
    assertThat(BEN.unwrap(wrapped, ANN.publicKey(), CONTEXT)).isEqualTo(SECRET);
  }

  @Test
  void nobodyElseUnwraps() {
    var wrapped = ANN.wrap(SECRET, BEN.publicKey(), CONTEXT);

    refuse(EVE, wrapped, ANN, CONTEXT);
    refuse(ANN, wrapped, ANN, CONTEXT);
  }

  @Test
  void nobodyElseCanHaveWrapped() {
    refuse(BEN, EVE.wrap(SECRET, BEN.publicKey(), CONTEXT), ANN, CONTEXT);
  }

  @Test
  void theContextIsPartOfIt() {
    refuse(BEN, ANN.wrap(SECRET, BEN.publicKey(), CONTEXT), ANN, "node key".getBytes(UTF_8));
  }

  @Test
  void theSameSecretIsNeverWrappedAlike() {
    assertThat(ANN.wrap(SECRET, BEN.publicKey(), CONTEXT))
        .isNotEqualTo(ANN.wrap(SECRET, BEN.publicKey(), CONTEXT));
  }

  @Test
  void everyChangedByteIsRefused() {
    var wrapped = ANN.wrap(SECRET, BEN.publicKey(), CONTEXT);
    for (int i = 0; i < wrapped.length; i++) {
      var changed = wrapped.clone();
      changed[i] ^= 1;

      refuse(BEN, changed, ANN, CONTEXT);
      refuse(BEN, Arrays.copyOf(wrapped, i), ANN, CONTEXT);
    }
  }

  /// With such a key the agreement is zero whoever the receiver is.
  @ParameterizedTest
  @ValueSource(
      strings = {
        "0000000000000000000000000000000000000000000000000000000000000000",
        "0100000000000000000000000000000000000000000000000000000000000000",
        "e0eb7a7c3b41b8ae1656e3faf19fc46ada098deb9c32b1fd866205165f49b800",
        "5f9c95bca3508c24b1d0b1559c83ef5b04445cc4581c8e86d8224eddd09f1157",
        "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f"
      })
  void pointsOfSmallOrderAreRefused(String point) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> WrappingPublicKey.of(hex(point)))
        .withMessageContaining("small order");
    var wrapped = ANN.wrap(SECRET, BEN.publicKey(), CONTEXT);
    System.arraycopy(hex(point), 0, wrapped, 0, 32);
    refuse(BEN, wrapped, ANN, CONTEXT);
  }

  /// A second way to write a key would give it two names, and no holder could unwrap.
  @ParameterizedTest
  @ValueSource(
      strings = {
        "edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
        "eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
        "f6ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
        "0900000000000000000000000000000000000000000000000000000000000080",
        "ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff"
      })
  void keysThatAreNotInTheirOneFormAreRefused(String point) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> WrappingPublicKey.of(hex(point)))
        .withMessageContaining("below");
  }

  @Test
  void privateKeysPrintNothingSecret() {
    assertThat(ANN).hasToString("private half of wrapping key " + ANN.publicKey());
  }

  private static void refuse(WrappingKey to, byte[] wrapped, WrappingKey from, byte[] context) {
    assertThatThrownBy(() -> to.unwrap(wrapped, from.publicKey(), context))
        .isInstanceOf(InvalidWrappingException.class);
  }
}
