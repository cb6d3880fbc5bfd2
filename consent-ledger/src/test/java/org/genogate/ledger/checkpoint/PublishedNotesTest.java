package org.genogate.ledger.checkpoint;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import org.genogate.ledger.key.SigningKey;
import org.genogate.ledger.merkle.Hash;
import org.genogate.ledger.merkle.SharedData;
import org.junit.jupiter.api.Test;

/// What the specs and the golden log publish.
class PublishedNotesTest {

  private static final String ORIGIN = "ledger.example.org/consent-test";
  private static final String LOG_VKEY =
      "ledger.example.org/consent-test+9d2e82fd+AQOhB7/zzhC+HXDdGOdLwJln5NYwm6UNXx3chmQSVTG4";
  private static final String WITNESS = "hospital-a.example.org/witness";
  private static final String WITNESS_VKEY =
      "hospital-a.example.org/witness+ac620e35+BCVDuS/xCVURR2rcg2nbbdyTNmWhGXjdoUBO4QZsqVWd";
  private static final Hash ROOT =
      Hash.of(
          HexFormat.of()
              .parseHex("e01b0e353c4b9ecccf51a83ade524e76ed6c4ea14479df069d3326ec1e2bf7c3"));

  private static final String NOTE =
      """
      ledger.example.org/consent-test
      300
      4BsONTxLnszPUag63lJOdu1sTqFEed8GnTMm7B4r98M=

      — ledger.example.org/consent-test \
      nS6C/fKbeXsFsvt9isKtYjTqe8woPJjpqb4hAcvU2T7dw8fR37xZHA7aM4Bn4lXt/KmKUJCNZTYoILRGvDwR86mibAI=
      — hospital-a.example.org/witness \
      rGIONQAAAABpVbkAGjNZ0Obx8LFUvzjCZCYbU0sE4m5FB+MRqM923oIjAUqVEsb/PG2PkpTm6TzKIgJcEa+2Sha6qMnK4PtOAUhRCA==
      """;

  private static SigningKey key(int firstByte) {
    byte[] seed = new byte[32];
    for (int i = 0; i < seed.length; i++) {
      seed[i] = (byte) (firstByte + i);
    }
    return SigningKey.ofSeed(seed);
  }

  @Test
  void theSpecsExampleVerifies() throws Exception {
    var key =
        VerifierKey.parse("example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k");
    var note =
        """
        This is an example message.

        — example.com/foo \
        Uw2QOkn8srV1yJGh2VYRlL1Tnagv1YEq6TfXppzi2ONncAlTgK7Ztg1ERYNZXsYjOBH3mFXmRKuwHjG1Yu72IneyaQM=
        """;

    assertThat(SignedNote.parse(note.getBytes(UTF_8)).verify(List.of(key))).containsExactly(key);
  }

  @Test
  void goldenKeysHaveTheirPublishedText() throws Exception {
    var log = new VerifierKey(ORIGIN, VerifierKey.Kind.LOG, key(0).publicKey());
    var witness = new VerifierKey(WITNESS, VerifierKey.Kind.COSIGNER, key(0x40).publicKey());

    assertThat(log).hasToString(LOG_VKEY).isEqualTo(VerifierKey.parse(LOG_VKEY));
    assertThat(witness).hasToString(WITNESS_VKEY).isEqualTo(VerifierKey.parse(WITNESS_VKEY));
  }

  @Test
  void signingAndCosigningGiveTheGoldenBytes() {
    var signed = new Checkpoint(ORIGIN, 300, ROOT).sign(key(0));

    var cosigned = signed.cosign(WITNESS, key(0x40), Instant.ofEpochSecond(1_767_225_600));

    assertThat(new String(cosigned.toBytes(), UTF_8)).isEqualTo(NOTE);
  }

  @Test
  void aPolicyIsMetByItsWitnessAndNotWithout() throws Exception {
    var policy =
        Policy.parse(
            "log " + LOG_VKEY + "\nwitness a " + WITNESS_VKEY + "\ngroup g any a\nquorum g\n");
    var note = SignedNote.parse(NOTE.getBytes(UTF_8));
    var bare = new SignedNote(note.text(), note.lines().subList(0, 1));

    assertThat(policy.verify(note)).isEqualTo(new Checkpoint(ORIGIN, 300, ROOT));
    assertThatThrownBy(() -> policy.verify(bare))
        .isInstanceOf(InvalidNoteException.class)
        .hasMessage("the checkpoint lacks witnesses for the quorum");
  }

  @Test
  void everyChangedBitOfAKnownLineIsFound() throws Exception {
    var keys = List.of(VerifierKey.parse(LOG_VKEY), VerifierKey.parse(WITNESS_VKEY));
    byte[] note = NOTE.getBytes(UTF_8);
    int text = NOTE.indexOf("\n\n") + 1;
    for (int i = 0; i < text; i++) {
      byte[] forged = note.clone();
      forged[i] ^= 2;

      assertThatThrownBy(() -> SignedNote.parse(forged).verify(keys))
          .as("byte %d", i)
          .isInstanceOf(InvalidNoteException.class);
    }
  }

  @Test
  void theGoldenLogsOwnNoteVerifies() throws Exception {
    byte[] bytes = Files.readAllBytes(SharedData.find("tlog-golden/checkpoint"));
    var note = SignedNote.parse(bytes);

    // Its third line is of a post-quantum key, which is not known here and passed over.
    assertThat(Checkpoint.verify(note, VerifierKey.parse(LOG_VKEY)).root()).isEqualTo(ROOT);
    assertThat(note.lines()).hasSize(3);
    assertThat(note.toBytes()).isEqualTo(bytes);
  }

  @Test
  void theGoldenOfflineProofHasItsPublishedBytes() throws Exception {
    var path =
        Stream.of(
                "OuVJIxGtMHi2jmTcTBaZliNIE3AQvjA90g21B9lTj8A=",
                "dZBY0EE/iy9OB7JAz3b9KQwpQz27tYWxMeRGwRW+K4I=",
                "nvaYen722bym3QyfHuCInnkOfJrFhm+oNWVzCtrkMsQ=",
                "98vfg4CzcKCo+VQy3j8uXsOohkuCS5gjaqsmds1CDzE=",
                "zlvx7ve4jORh9jlOx88Hx9CsljsfqFhFaY8y9v5Aoyk=",
                "kZd/+SIYsiI8D4c7AF7R7Pv+SqwaZxl3bCLpeW8H1TQ=",
                "45Sfsd/ErVHkL3IDZ0LpsESuSIE0duvYhy9Lp9iFQO8=",
                "irIdgKHz/ZAd7yJHPdeykOloQfXlQV55IypBH6Fflo8=",
                "N/9Ncd2dOVv94TcTtj1QPFdhGwYDat8eCdD+DQW0Kkc=")
            .map(text -> Hash.of(Base64.getDecoder().decode(text)))
            .toList();
    var proof = new TlogProof(5, path, new Checkpoint(ORIGIN, 300, ROOT).sign(key(0)));

    assertThat(proof.toBytes()).hasSize(648);
    assertThat(Hash.sha256(proof.toBytes()))
        .hasToString("893f4badd3fed498e587a58a4ba82676c202ecede42a5cbbd784dd0aef9233ab");
    assertThat(TlogProof.parse(proof.toBytes())).isEqualTo(proof);
    proof.verify(Hash.leaf("entry 5\n".getBytes(UTF_8)), VerifierKey.parse(LOG_VKEY));
  }

  @Test
  void malformedNotesAreRefused() {
    for (String note :
        Arrays.asList(
            "",
            "text\n",
            "text\n\n",
            "text\n\nline\n",
            "text\n\n— name\n",
            "text\n\n— name AAAA",
            "text\n\n— name A===\n",
            "te\txt\n\n— name AAAAAAAA\n",
            "text\n\n— na+me AAAAAAAA\n")) {
      assertThatThrownBy(() -> SignedNote.parse(note.getBytes(UTF_8)))
          .as(note)
          .isInstanceOf(InvalidNoteException.class);
    }
  }

  @Test
  void malformedCheckpointsAreRefused() {
    var root = "4BsONTxLnszPUag63lJOdu1sTqFEed8GnTMm7B4r98M=";
    for (String text :
        List.of(
            "o\n1\n",
            "o\n01\n" + root + "\n",
            "o\n-1\n" + root + "\n",
            "o\n+1\n" + root + "\n",
            "o\n1\n" + root + "\nextension\n",
            "\n1\n" + root + "\n",
            "o\n1\nAAAA\n",
            "o\n9223372036854775808\n" + root + "\n",
            "o p\n1\n" + root + "\n")) {
      assertThatThrownBy(() -> Checkpoint.parse(text))
          .as(text)
          .isInstanceOf(InvalidNoteException.class);
    }
  }

  @Test
  void malformedPoliciesAreRefused() {
    var log = "log " + LOG_VKEY + "\n";
    var witness = "witness a " + WITNESS_VKEY + "\n";
    for (String text :
        List.of(
            "",
            log,
            "quorum none\n",
            log + "quorum a\n",
            log + "quorum none\nquorum none\n",
            log + witness + "group g 2 a\nquorum g\n",
            log + witness + "group g 0 a\nquorum g\n",
            log + witness + "group g all a\ngroup h all a\nquorum g\n",
            log + witness + witness + "quorum a\n",
            log + "group g all a\n" + witness + "quorum g",
            log + "surprise\nquorum none\n")) {
      assertThatThrownBy(() -> Policy.parse(text))
          .as(text)
          .isInstanceOf(InvalidNoteException.class);
    }
  }
}
