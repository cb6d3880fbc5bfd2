package org.genogate.ledger.key;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.security.KeyFactory;
import java.security.Signature;
import java.security.SignatureException;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.SplittableRandom;
import org.genogate.ledger.merkle.Hash;
import org.junit.jupiter.api.Test;

/// The JDK's own ML-DSA, which shares no code with Bouncy Castle, judges our signatures.
class MlDsaTest {

  private static final byte[] MESSAGE = "a message".getBytes(UTF_8);
  private static final MlDsaSigningKey KEY = MlDsaSigningKey.ofSeed(seed(0x80));

  /// SEQUENCE { SEQUENCE { OID 2.16.840.1.101.3.4.3.17 }, BIT STRING } around the 1312 bytes.
  private static final byte[] PUBLIC_KEY_HEAD =
      HexFormat.of().parseHex("30820532300b06096086480165030403110382052100");

  private static byte[] seed(int first) {
    var seed = new byte[MlDsaSigningKey.SEED_BYTES];
    for (int i = 0; i < seed.length; i++) {
      seed[i] = (byte) (first + i);
    }
    return seed;
  }

  private static boolean judgedByTheJdk(MlDsaPublicKey key, byte[] message, byte[] signature)
      throws Exception {
    var encoded = key.toBytes();
    var joined = ByteBuffer.allocate(PUBLIC_KEY_HEAD.length + encoded.length);
    var spec = new X509EncodedKeySpec(joined.put(PUBLIC_KEY_HEAD).put(encoded).array());
    var verifier = Signature.getInstance("ML-DSA-44", "SUN");
    verifier.initVerify(KeyFactory.getInstance("ML-DSA-44", "SUN").generatePublic(spec));
    verifier.update(message);
    try {
      return verifier.verify(signature);
    } catch (SignatureException _) {
      return false;
    }
  }

  @Test
  void theGoldenSeedGivesTheGoldenKey() {
    assertThat(Hash.sha256(KEY.publicKey().toBytes()))
        .hasToString("3618ea6fccbb68d970599b9c8520fed933fe56596add73b8d2eb03916c939ca8");
  }

  @Test
  void theJdkAcceptsOurSignatures() throws Exception {
    long start = System.nanoTime();
    var random = new SplittableRandom(start);
    for (int round = 0; round < 20; round++) {
      var seed = new byte[MlDsaSigningKey.SEED_BYTES];
      random.nextBytes(seed);
      var message = new byte[random.nextInt(300)];
      random.nextBytes(message);
      var key = MlDsaSigningKey.ofSeed(seed);

      var signature = key.sign(message);

      assertThat(judgedByTheJdk(key.publicKey(), message, signature)).as("seed %d", start).isTrue();
      key.publicKey().verify(message, signature);
    }
  }

  @Test
  void oneMessageHasOneSignature() {
    assertThat(KEY.sign(MESSAGE)).isEqualTo(KEY.sign(MESSAGE)).hasSize(2420);
  }

  @Test
  void aChangedSignatureIsRefusedByBoth() throws Exception {
    var signature = KEY.sign(MESSAGE);
    for (int at = 0; at < signature.length; at += 31) {
      var changed = signature.clone();
      changed[at] ^= 1;

      refuse(KEY.publicKey(), MESSAGE, changed);
      assertThat(judgedByTheJdk(KEY.publicKey(), MESSAGE, changed)).as("byte %d", at).isFalse();
    }
  }

  @Test
  void signaturesOfAnotherLengthAreRefused() {
    for (int length : new int[] {0, 1, 2419, 2421}) {
      refuse(KEY.publicKey(), MESSAGE, Arrays.copyOf(KEY.sign(MESSAGE), length));
    }
  }

  @Test
  void signaturesOfAnotherMessageOrKeyAreRefused() {
    refuse(KEY.publicKey(), "another".getBytes(UTF_8), KEY.sign(MESSAGE));
    refuse(MlDsaSigningKey.ofSeed(seed(1)).publicKey(), MESSAGE, KEY.sign(MESSAGE));
  }

  @Test
  void keysAndSeedsOfAnotherLengthAreRefused() {
    assertThatIllegalArgumentException().isThrownBy(() -> MlDsaPublicKey.of(new byte[1311]));
    assertThatIllegalArgumentException().isThrownBy(() -> MlDsaSigningKey.ofSeed(new byte[31]));
  }

  @Test
  void aKeyEqualsItselfFromItsBytes() {
    assertThat(MlDsaPublicKey.of(KEY.publicKey().toBytes()))
        .isEqualTo(KEY.publicKey())
        .hasSameHashCodeAs(KEY.publicKey())
        .isNotEqualTo(MlDsaSigningKey.ofSeed(seed(1)).publicKey());
  }

  @Test
  void privateKeysPrintNothingSecret() {
    assertThat(KEY).hasToString("private half of " + KEY.publicKey());
  }

  private static void refuse(MlDsaPublicKey key, byte[] message, byte[] signature) {
    assertThatThrownBy(() -> key.verify(message, signature))
        .isInstanceOf(InvalidSignatureException.class);
  }
}
