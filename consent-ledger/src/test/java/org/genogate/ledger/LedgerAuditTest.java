package org.genogate.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.genogate.ledger.checkpoint.InvalidNoteException;
import org.genogate.ledger.checkpoint.Policy;
import org.genogate.ledger.checkpoint.SignedNote;
import org.genogate.ledger.checkpoint.VerifierKey;
import org.genogate.ledger.event.DatasetTag;
import org.genogate.ledger.key.SigningKey;
import org.genogate.ledger.log.AloneOrdering;
import org.genogate.ledger.log.LedgerLog;
import org.genogate.ledger.log.LogAgendas;
import org.genogate.ledger.log.ThreadAgenda;
import org.genogate.ledger.vault.Vault;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LedgerAuditTest {

  @TempDir private Path folder;

  private final SecureRandom random = new SecureRandom();
  private Vault vault;
  private Ledger ledger;
  private VerifierKey key;

  @BeforeEach
  void begin() throws Exception {
    vault = Vault.create(folder.resolve("vault"), folder.resolve("master.key"), random);
    ledger = Ledger.open(folder.resolve("ledger"), vault, Clock.systemUTC(), random, alone());
    for (int version = 1; version <= 5; version++) {
      var tag = DatasetTag.random(random);
      var _ = ledger.publish(tag, 1, "cohort-" + version, new byte[32], new byte[1]).join();
      ledger.awaitSealed();
    }
    key = VerifierKey.parse(Files.readString(folder.resolve("ledger").resolve("vkey")).strip());
  }

  private static Replication alone() {
    var agenda = new ThreadAgenda("ledger");
    return new Alone(new AloneOrdering(agenda), LogAgendas.alone(agenda));
  }

  @AfterEach
  void end() throws Exception {
    ledger.close();
    vault.close();
  }

  /// The ledger as it is served, with what somebody changed on the way.
  private record Served(
      LedgerLog log,
      UnaryOperator<byte[]> leaves,
      UnaryOperator<byte[]> entries,
      UnaryOperator<byte[]> checkpoint)
      implements LedgerAudit.Source {

    @Override
    public List<Long> checkpointSizes() {
      return log.checkpointSizes();
    }

    @Override
    public byte[] checkpoint(long size) throws IOException {
      return checkpoint.apply(log.checkpoint(size).orElseThrow().toBytes());
    }

    @Override
    public byte[] leafTile(long n, int width) throws IOException {
      return leaves.apply(log.hashTile(0, n, width).orElseThrow());
    }

    @Override
    public Optional<byte[]> entryBundle(long n, int width) throws IOException {
      return log.entryBundle(n, width).map(entries);
    }
  }

  private static byte[] flipped(byte[] bytes) {
    var changed = bytes.clone();
    changed[changed.length / 2] ^= 1;
    return changed;
  }

  private Served served(
      UnaryOperator<byte[]> leaves,
      UnaryOperator<byte[]> entries,
      UnaryOperator<byte[]> checkpoint) {
    return new Served(ledger.log(), leaves, entries, checkpoint);
  }

  @Test
  void aSoundLedgerIsFollowedToItsNewestCheckpoint() throws Exception {
    var verified =
        LedgerAudit.verify(
            served(UnaryOperator.identity(), UnaryOperator.identity(), UnaryOperator.identity()),
            key);

    assertThat(verified.size()).isEqualTo(ledger.log().sealedSize());
    assertThat(verified.entriesRead()).isTrue();
  }

  @Test
  void aChangedBitIsFoundWhereverItIs() {
    UnaryOperator<byte[]> same = UnaryOperator.identity();
    UnaryOperator<byte[]> flip = LedgerAuditTest::flipped;

    for (var tampered :
        List.of(served(flip, same, same), served(same, flip, same), served(same, same, flip))) {
      assertThatThrownBy(() -> LedgerAudit.verify(tampered, key))
          .isInstanceOf(BrokenLedgerException.class);
    }
  }

  @Test
  void aLedgerOfAnotherKeyIsRefused() {
    var other =
        new VerifierKey(
            key.name(), VerifierKey.Kind.LOG, SigningKey.ofSeed(new byte[32]).publicKey());

    assertThatThrownBy(() ->
            LedgerAudit.verify(
                served(
                    UnaryOperator.identity(), UnaryOperator.identity(), UnaryOperator.identity()),
                other))
        .isInstanceOf(BrokenLedgerException.class);
  }

  @Test
  void everyCheckpointMustHaveTheQuorumThatThePolicyAsksFor() throws Exception {
    var witness = SigningKey.ofSeed(new byte[32]);
    var name = key.name() + "/validator/a";
    var witnesses = new LinkedHashMap<String, VerifierKey>();
    witnesses.put("a", new VerifierKey(name, VerifierKey.Kind.COSIGNER, witness.publicKey()));
    var policy = Policy.parse(Policy.textOf(key, witnesses, 1));
    UnaryOperator<byte[]> same = UnaryOperator.identity();
    UnaryOperator<byte[]> cosign = note -> cosigned(note, name, witness);

    var verified = LedgerAudit.verify(served(same, same, cosign), policy);

    assertThat(verified.size()).isEqualTo(ledger.log().sealedSize());
    assertThatThrownBy(() -> LedgerAudit.verify(served(same, same, same), policy))
        .isInstanceOf(BrokenLedgerException.class);
  }

  private static byte[] cosigned(byte[] note, String name, SigningKey witness) {
    try {
      return SignedNote.parse(note).cosign(name, witness, Instant.EPOCH).toBytes();
    } catch (InvalidNoteException e) {
      throw new AssertionError(e);
    }
  }
}
