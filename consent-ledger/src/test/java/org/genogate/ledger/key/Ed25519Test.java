package org.genogate.ledger.key;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class Ed25519Test {

  /// The order of the curve's base point.
  private static final BigInteger ORDER =
      BigInteger.TWO.pow(252).add(new BigInteger("27742317777372353535851937790883648493"));

  private static final byte[] MESSAGE = "a message".getBytes(UTF_8);
  private static final SigningKey KEY = SigningKey.ofSeed(new byte[32]);

  /// RFC 8032, section 7.1, tests 1 to 3.
  @ParameterizedTest
  @CsvSource({
    "9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60,"
        + "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a,'',"
        + "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b",
    "4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb,"
        + "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c,72,"
        + "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00",
    "c5aa8df43f9f837bedb7442f31dcb7b166d38535076f094b85ce3a2e0b4458f7,"
        + "fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025,af82,"
        + "6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac18ff9b538d16f290ae67f760984dc6594a7c15e9716ed28dc027beceea1ec40a"
  })
  void signaturesAreThoseOfTheRfc(String seed, String key, String message, String signature)
      throws InvalidSignatureException {
    var signing = SigningKey.ofSeed(hex(seed));

    assertThat(signing.publicKey()).isEqualTo(PublicKey.of(hex(key)));
    assertThat(signing.sign(hex(message))).isEqualTo(hex(signature));
    PublicKey.of(hex(key)).verify(hex(message), hex(signature));
  }

  @Test
  void everyChangedBitOfASignatureIsRefused() {
    var signature = KEY.sign(MESSAGE);

    for (int bit = 0; bit < signature.length * 8; bit++) {
      var changed = signature.clone();
      changed[bit / 8] ^= (byte) (1 << bit % 8);
      refuse(KEY.publicKey(), changed);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 32, 63, 65, 128})
  void signatureOfAnotherLengthIsRefused(int length) {
    refuse(KEY.publicKey(), Arrays.copyOf(KEY.sign(MESSAGE), length));
  }

  /// Else there would be two signatures, and two leaves, for one event.
  @Test
  void signatureWithTheOrderAddedIsRefused() {
    var signature = KEY.sign(MESSAGE);
    var half = littleEndian(Arrays.copyOfRange(signature, 32, 64));

    for (int times = 1; times <= 8; times++) {
      var sum = half.add(ORDER.multiply(BigInteger.valueOf(times)));
      var malleated = signature.clone();
      System.arraycopy(littleEndian(sum), 0, malleated, 32, 32);
      refuse(KEY.publicKey(), malleated);
    }
  }

  @Test
  void signatureOfZeroesIsRefused() {
    refuse(KEY.publicKey(), new byte[64]);
  }

  @Test
  void signatureOfAnotherMessageOrKeyIsRefused() {
    refuse(KEY.publicKey(), KEY.sign("another".getBytes(UTF_8)));
    var another = new byte[32];
    another[0] = 1;
    refuse(SigningKey.ofSeed(another).publicKey(), KEY.sign(MESSAGE));
  }

  /// A key of small order would have one signature hold for many messages.
  @ParameterizedTest
  @ValueSource(
      strings = {
        "0100000000000000000000000000000000000000000000000000000000000000",
        "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
        "0000000000000000000000000000000000000000000000000000000000000000",
        "0000000000000000000000000000000000000000000000000000000000000080",
        "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05",
        "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc85",
        "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a",
        "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac03fa"
      })
  void keyOfSmallOrderIsRefused(String key) {
    assertThatIllegalArgumentException().isThrownBy(() -> PublicKey.of(hex(key)));
  }

  /// A second way to write a point would give one key two names.
  @ParameterizedTest
  @ValueSource(
      strings = {
        "0100000000000000000000000000000000000000000000000000000000000080",
        "edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
        "eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
        "f0ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
        "ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff"
      })
  void keyThatIsNotInItsOneFormIsRefused(String key) {
    assertThatIllegalArgumentException().isThrownBy(() -> PublicKey.of(hex(key)));
  }

  @Test
  void keyOffTheCurveIsRefused() {
    var y = new byte[32];
    y[0] = 2;

    assertThatIllegalArgumentException().isThrownBy(() -> PublicKey.of(y));
  }

  @Test
  void keysPrintNothingSecret() {
    assertThat(KEY.toString()).doesNotContain("00".repeat(32)).contains(KEY.publicKey().toString());
  }

  private static void refuse(PublicKey key, byte[] signature) {
    assertThatThrownBy(() -> key.verify(MESSAGE, signature))
        .isInstanceOf(InvalidSignatureException.class);
  }

  private static BigInteger littleEndian(byte[] bytes) {
    return new BigInteger(1, reversed(bytes));
  }

  private static byte[] littleEndian(BigInteger number) {
    var bytes = number.toByteArray();
    var fixed = new byte[32];
    int length = Math.min(32, bytes.length);
    System.arraycopy(bytes, bytes.length - length, fixed, 32 - length, length);
    return reversed(fixed);
  }

  private static byte[] reversed(byte[] bytes) {
    var reversed = new byte[bytes.length];
    for (int i = 0; i < bytes.length; i++) {
      reversed[i] = bytes[bytes.length - 1 - i];
    }
    return reversed;
  }

  private static byte[] hex(String text) {
    return HexFormat.of().parseHex(text);
  }
}
