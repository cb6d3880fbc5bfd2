package org.genogate.gateway.node;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.nio.file.Files;
import java.nio.file.Path;
import org.genogate.gateway.client.ServedLedger;
import org.genogate.gateway.identity.Caller;
import org.genogate.ledger.LedgerAudit;
import org.genogate.ledger.checkpoint.VerifierKey;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The log that a gateway serves, judged by the Go project's packages and by our own audit.
class LiveLogIT {

  @TempDir private Path folder;
  @TempDir private Path built;

  @Test
  void theGoVerifierAcceptsTheLiveLogAndSeesAFlippedBit() throws Exception {
    var verifier = GoVerifier.build(built);
    try (var test = TestGateway.start(folder, 10, 100, new JsonObject())) {
      work(test);
      var vkey = Files.readString(folder.resolve("data/ledger/vkey")).strip();
      var auditor = test.token(new Caller.Auditor("auditor-1"));
      var ledger = test.gateway().running().address() + "ledger";

      var verdict = verifier.verify(vkey, auditor, ledger);

      assertThat(verdict.output()).startsWith("ok: ");
      assertThat(verdict.exitCode()).isZero();
      flip(folder.resolve("data/ledger/tiles/checkpoint"));
      assertThat(verifier.verify(vkey, auditor, tiles()).exitCode()).isEqualTo(1);
    }
  }

  @Test
  void theAuditFollowsEveryRuleOfTheLiveLog() throws Exception {
    try (var test = TestGateway.start(folder, 10, 100, new JsonObject())) {
      work(test);
      test.restart();
      work(test);
      var key = VerifierKey.parse(Files.readString(folder.resolve("data/ledger/vkey")).strip());

      try (var auditor = test.auditor()) {
        var verified = LedgerAudit.verify(new ServedLedger(auditor, true), key);

        assertThat(verified.entriesRead()).isTrue();
        assertThat(verified.size()).isGreaterThan(40);
        assertThat(verified.checkpoints()).isGreaterThan(4);
      }
    }
  }

  private String tiles() {
    return folder.resolve("data/ledger/tiles").toString();
  }

  private static void work(TestGateway test) throws Exception {
    for (int sample = 0; sample < 10; sample++) {
      var _ = test.grant(sample, sample % 2 == 0 ? "HMB" : "CARE");
      test.awaitSealed();
    }
    try (var researcher = test.researcher();
        var patient = test.patient(0)) {
      var _ = researcher.bytes("/v1/datasets/asthma-trial/variants?region=22&purpose=HMB");
      var _ = patient.post("/v1/me/revocation", new JsonObject());
    }
    test.awaitSealed();
  }

  private static void flip(Path file) throws Exception {
    byte[] bytes = Files.readAllBytes(file);
    bytes[bytes.length / 2] ^= 1;
    Files.write(file, bytes);
  }
}
