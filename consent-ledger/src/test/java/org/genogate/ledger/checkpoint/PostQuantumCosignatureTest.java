package org.genogate.ledger.checkpoint;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import org.genogate.ledger.key.MlDsaSigningKey;
import org.genogate.ledger.key.SigningKey;
import org.genogate.ledger.merkle.Hash;
import org.genogate.ledger.merkle.SharedData;
import org.junit.jupiter.api.Test;

/// Cosignatures of type 06, against the golden log.
class PostQuantumCosignatureTest {

  private static final String ORIGIN = "ledger.example.org/consent-test";
  private static final String NAME = "lab-b.example.org/witness-pq";
  private static final Instant TIME = Instant.ofEpochSecond(1_767_225_600);
  private static final Hash ROOT =
      Hash.of(
          HexFormat.of()
              .parseHex("e01b0e353c4b9ecccf51a83ade524e76ed6c4ea14479df069d3326ec1e2bf7c3"));
  private static final Checkpoint GOLDEN = new Checkpoint(ORIGIN, 300, ROOT);
  private static final MlDsaSigningKey KEY = MlDsaSigningKey.ofSeed(seed(0x80));
  private static final VerifierKey VERIFIER =
      new VerifierKey(NAME, VerifierKey.Kind.PQ_COSIGNER, KEY.publicKey());

  private static byte[] seed(int first) {
    var seed = new byte[32];
    for (int i = 0; i < seed.length; i++) {
      seed[i] = (byte) (first + i);
    }
    return seed;
  }

  private static SignedNote cosigned() {
    return GOLDEN.sign(SigningKey.ofSeed(seed(0))).cosign(NAME, KEY, TIME);
  }

  @Test
  void theSignedBytesAreThePublishedOnes() throws Exception {
    var expected =
        "737562747265652f76310a00"
            + "1c6c61622d622e6578616d706c652e6f72672f7769746e6573732d7071"
            + "000000006955b900"
            + "1f6c65646765722e6578616d706c652e6f72672f636f6e73656e742d74657374"
            + "0000000000000000000000000000012c"
            + ROOT;

    assertThat(Subtree.message(NAME, TIME.getEpochSecond(), GOLDEN))
        .isEqualTo(HexFormat.of().parseHex(expected));
  }

  @Test
  void theKeyHasItsPublishedIdAndReadsItsOwnText() throws Exception {
    assertThat(HexFormat.of().formatHex(VERIFIER.id())).isEqualTo("2355f670");
    assertThat(VerifierKey.parse(VERIFIER.toString())).isEqualTo(VERIFIER);
  }

  @Test
  void theSignatureIsThePublishedOne() {
    var line = Base64.getDecoder().decode(cosigned().lines().getLast().base64());

    assertThat(line).hasSize(4 + 8 + 2420);
    assertThat(Hash.sha256(Arrays.copyOfRange(line, 12, line.length)))
        .hasToString("820a28dae282e1187fe87400b939287b8e196543cce104bd69005c8226c17677");
  }

  @Test
  void theGoldenNoteIsVerifiedWithAllItsLines() throws Exception {
    var bytes = Files.readAllBytes(SharedData.find("tlog-golden/checkpoint"));
    var note = SignedNote.parse(bytes);

    assertThat(note.verify(List.of(VERIFIER))).containsExactly(VERIFIER);
    assertThat(note.lines().getLast()).isEqualTo(cosigned().lines().getLast());
  }

  @Test
  void aLineBindsItsSignerTimeAndTree() {
    var bytes = Base64.getDecoder().decode(cosigned().lines().getLast().base64());
    for (int at = 4; at < bytes.length; at += 7) {
      var changed = bytes.clone();
      changed[at] ^= 1;
      refuse(cosigned().text(), changed, VERIFIER);
    }
    refuse(new Checkpoint(ORIGIN, 301, ROOT).toText(), bytes, VERIFIER);
    refuse(new Checkpoint("other.org/log", 300, ROOT).toText(), bytes, VERIFIER);
    refuse(new Checkpoint(ORIGIN, 300, Hash.zero()).toText(), bytes, VERIFIER);
    var other = new VerifierKey("other", VerifierKey.Kind.PQ_COSIGNER, KEY.publicKey());
    var renamed = bytes.clone();
    System.arraycopy(other.id(), 0, renamed, 0, 4);
    refuse(GOLDEN.toText(), renamed, other);
  }

  private static void refuse(String text, byte[] line, VerifierKey key) {
    var base64 = Base64.getEncoder().encodeToString(line);
    var note = new SignedNote(text, List.of(new SignedNote.Line(key.name(), base64)));
    assertThatThrownBy(() -> note.verify(List.of(key))).isInstanceOf(InvalidNoteException.class);
  }

  @Test
  void onlyCheckpointsAreCosigned() {
    var note = new SignedNote("a letter\n", List.of());

    assertThatIllegalArgumentException().isThrownBy(() -> note.cosign(NAME, KEY, TIME));
  }

  @Test
  void keysOfTheWrongAlgorithmAreRefused() {
    var ed25519 = SigningKey.ofSeed(seed(0)).publicKey();

    assertThatIllegalArgumentException()
        .isThrownBy(() -> new VerifierKey(NAME, VerifierKey.Kind.PQ_COSIGNER, ed25519));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new VerifierKey(NAME, VerifierKey.Kind.COSIGNER, KEY.publicKey()));
    assertThatThrownBy(
            () -> VerifierKey.parse("a+00000000+" + Base64.getEncoder().encodeToString(seed(6))))
        .isInstanceOf(InvalidNoteException.class);
  }

  @Test
  void aNoteHoldsTheLinesOfAWholePolicy() throws Exception {
    var note = GOLDEN.sign(SigningKey.ofSeed(seed(0)));
    for (int i = 1; i <= 32; i++) {
      note = note.cosign("w" + i, SigningKey.ofSeed(seed(i)), TIME);
      note = note.cosign("w" + i, KEY, TIME);
    }

    assertThat(SignedNote.parse(note.toBytes())).isEqualTo(note);
    assertThat(new String(note.toBytes(), UTF_8).lines()).hasSize(4 + 65);
  }
}
