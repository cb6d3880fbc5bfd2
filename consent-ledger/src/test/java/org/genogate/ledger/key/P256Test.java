package org.genogate.ledger.key;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigInteger;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.util.Arrays;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class P256Test {

  private static final BigInteger ORDER = P256.DOMAIN.getN();
  private static final byte[] MESSAGE = "a message".getBytes(UTF_8);

  /// RFC 6979, appendix A.2.5.
  private static final P256SigningKey KEY =
      P256SigningKey.of(hex("c9afa9d845ba75166b5c215767b1d6934e50c3db36e89b127b8a622b120f6721"));

  @Test
  void publicKeyIsThatOfTheRfc() {
    assertThat(KEY.publicKey().x())
        .isEqualTo(hex("60fed4ba255a9d31c961eb74c6356d68c049b8923b61fa6ce669622e60f29fb6"));
    assertThat(KEY.publicKey().y())
        .isEqualTo(hex("7903fe1008b8bc99a41ae9e95628bc64f2f1b20c2d7e9f5177a3c294d4462299"));
  }

  @ParameterizedTest
  @CsvSource({
    "sample,efd48b2aacb6a8fd1140dd9cd45e81d69d2c877b56aaf991c34d0ea84eaf3716"
        + "f7cb1c942d657c41d436c7a1b6e29f65f3e900dbb9aff4064dc4ab2f843acda8",
    "test,f1abb023518351cd71d881567b1ea663ed3efcf6c5132b354f28d3b0b7d38367"
        + "019f4113742a2b14bd25926b49c649155f267e60d3814b4c0cc84250e46f0083"
  })
  void signaturesAreThoseOfTheRfc(String message, String signature)
      throws InvalidSignatureException {
    assertThat(KEY.sign(message.getBytes(UTF_8))).isEqualTo(hex(signature));
    KEY.publicKey().verify(message.getBytes(UTF_8), hex(signature));
  }

  @Test
  void signaturesOfTheJdkAreVerified() throws Exception {
    var generator = KeyPairGenerator.getInstance("EC");
    generator.initialize(new ECGenParameterSpec("secp256r1"));
    for (int i = 0; i < 20; i++) {
      var pair = generator.generateKeyPair();
      var signer = Signature.getInstance("SHA256withECDSAinP1363Format");
      signer.initSign(pair.getPrivate());
      signer.update(MESSAGE);
      var point = ((ECPublicKey) pair.getPublic()).getW();

      P256PublicKey.of(P256.fixed(point.getAffineX()), P256.fixed(point.getAffineY()))
          .verify(MESSAGE, signer.sign());
    }
  }

  @Test
  void everyChangedBitOfASignatureIsRefused() {
    var signature = KEY.sign(MESSAGE);

    for (int bit = 0; bit < signature.length * 8; bit++) {
      var changed = signature.clone();
      changed[bit / 8] ^= (byte) (1 << bit % 8);
      refuse(changed);
    }
  }

  @Test
  void halvesOutsideTheOrderAreRefused() {
    var signature = KEY.sign(MESSAGE);
    var r = new BigInteger(1, Arrays.copyOf(signature, 32));
    var s = new BigInteger(1, Arrays.copyOfRange(signature, 32, 64));
    var most = BigInteger.TWO.pow(256).subtract(BigInteger.ONE);

    for (var odd : new BigInteger[] {BigInteger.ZERO, ORDER, ORDER.add(BigInteger.ONE), most}) {
      refuse(P256.join(odd, s));
      refuse(P256.join(r, odd));
      refuse(P256.join(odd, odd));
    }
    refuse(P256.join(s, r));
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 63, 65, 70, 72})
  void signatureOfAnotherLengthIsRefused(int length) {
    refuse(Arrays.copyOf(KEY.sign(MESSAGE), length));
  }

  @Test
  void pointOffTheCurveIsRefused() {
    var x = KEY.publicKey().x();
    var y = KEY.publicKey().y();
    y[31] ^= 1;

    assertThatIllegalArgumentException().isThrownBy(() -> P256PublicKey.of(x, y));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> P256PublicKey.of(new byte[32], new byte[32]));
  }

  @Test
  void coordinateBeyondTheFieldIsRefused() {
    var beyond = new byte[32];
    Arrays.fill(beyond, (byte) 0xff);

    assertThatIllegalArgumentException()
        .isThrownBy(() -> P256PublicKey.of(beyond, KEY.publicKey().y()));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> P256PublicKey.of(new byte[31], KEY.publicKey().y()));
  }

  @Test
  void scalarOutsideTheOrderIsRefused() {
    for (var scalar : new BigInteger[] {BigInteger.ZERO, ORDER, ORDER.add(BigInteger.ONE)}) {
      assertThatIllegalArgumentException().isThrownBy(() -> P256SigningKey.of(P256.fixed(scalar)));
    }
  }

  @Test
  void generatedKeyComesBackFromItsBytes() throws InvalidSignatureException {
    var key = P256SigningKey.generate(new SecureRandom());
    var again = P256SigningKey.of(key.toBytes());

    assertThat(again.publicKey()).isEqualTo(key.publicKey());
    key.publicKey().verify(MESSAGE, again.sign(MESSAGE));
  }

  private static void refuse(byte[] signature) {
    assertThatThrownBy(() -> KEY.publicKey().verify(MESSAGE, signature))
        .isInstanceOf(InvalidSignatureException.class);
  }

  private static byte[] hex(String text) {
    return HexFormat.of().parseHex(text);
  }
}
