package org.genogate.cluster.finality;

import static org.assertj.core.api.Assertions.assertThat;
import static org.genogate.cluster.finality.FinalityCluster.LOG;
import static org.genogate.cluster.finality.FinalityCluster.NEVER;
import static org.genogate.cluster.finality.FinalityCluster.checkpoint;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.genogate.cluster.finality.RisingSigner.ContradictionException;
import org.genogate.ledger.checkpoint.Checkpoint;
import org.genogate.ledger.checkpoint.SignedNote;
import org.genogate.ledger.checkpoint.VerifierKey;
import org.genogate.ledger.key.SigningKey;
import org.genogate.ledger.merkle.Hash;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RisingSignerTest {

  private static final String NAME = "ledger.example.org/validator/a";
  private static final SigningKey KEY = SigningKey.ofSeed(new byte[32]);
  private static final VerifierKey VERIFIER =
      new VerifierKey(NAME, VerifierKey.Kind.COSIGNER, KEY.publicKey());
  private static final Instant NOW = Instant.parse("2026-11-24T12:00:00Z");

  @TempDir Path directory;

  /// A node that begins anew with what its disk says.
  private RisingSigner started() throws IOException {
    return new RisingSigner(
        List.of(Cosigner.ofEd25519(NAME, KEY)),
        new SignedFile(directory.resolve("signed")),
        new SealClaims() {
          @Override
          public Claim of(Checkpoint checkpoint) {
            throw new IllegalStateException("a signer asks for roots alone");
          }

          @Override
          public Optional<Hash> rootAt(long size) {
            return Optional.of(checkpoint(NEVER, size).root());
          }
        });
  }

  private static Optional<SignedNote> sign(RisingSigner signer, long size, Instant now)
      throws IOException, ContradictionException {
    var checkpoint = checkpoint(NEVER, size);
    return signer.sign(checkpoint, checkpoint.sign(LOG), now);
  }

  @Test
  void whatMayHaveBeenForgottenIsNotSignedAfterARestartEither() throws Exception {
    started().abstainUpTo(20);

    var signer = started();

    assertThat(sign(signer, 10, NOW)).isEmpty();
    assertThat(sign(signer, 20, NOW)).isEmpty();
    assertThat(sign(signer, 30, NOW)).isPresent();
  }

  @Test
  void timeNeverFallsBelowThatOfAForgottenCosignature() throws Exception {
    var ahead = NOW.plusSeconds(3);
    var forgotten = checkpoint(NEVER, 10).sign(LOG).cosign(NAME, KEY, ahead);
    started().remember(checkpoint(NEVER, 10), CheckedLine.timeBy(VERIFIER, forgotten));

    var signed = sign(started(), 20, NOW).orElseThrow();

    assertThat(CheckedLine.timeBy(VERIFIER, signed)).isEqualTo(ahead);
  }

  @Test
  void aSmallerForgottenCosignatureStillBindsTheTime() throws Exception {
    var ahead = NOW.plusSeconds(3);
    var signer = started();
    assertThat(sign(signer, 20, NOW)).isPresent();

    signer.remember(checkpoint(NEVER, 10), ahead);
    var signed = sign(signer, 20, NOW).orElseThrow();

    assertThat(CheckedLine.timeBy(VERIFIER, signed)).isEqualTo(ahead);
  }
}
