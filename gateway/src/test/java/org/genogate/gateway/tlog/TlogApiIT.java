package org.genogate.gateway.tlog;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.genogate.gateway.http.Authentication;
import org.genogate.gateway.http.RunningServer;
import org.genogate.gateway.identity.Caller;
import org.genogate.gateway.identity.TokenIssuer;
import org.genogate.gateway.identity.TokenVerifier;
import org.genogate.ledger.checkpoint.SignedNote;
import org.genogate.ledger.key.SigningKey;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TlogApiIT {

  private static final SignedNote NOTE =
      SignedNote.sign("log\n300\nAAAA\n", "log", SigningKey.ofSeed(new byte[32]));

  private final TokenIssuer issuer =
      TokenIssuer.create("idp", "genogate", new SecureRandom(), Clock.systemUTC());

  @TempDir private Path folder;
  private RunningServer server;

  @BeforeEach
  void start() throws Exception {
    var verifier =
        new TokenVerifier(
            List.of(issuer.writeKeys(folder.resolve("jwks.json"))),
            Set.of("charite"),
            Map.of(),
            Clock.systemUTC());
    var authentication = new Authentication(verifier, _ -> {});
    server = RunningServer.start(work -> new TlogApi(new SmallLog(), authentication, work));
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void theCheckpointIsForEverybodyAndBrief() throws Exception {
    var answer = server.get("/ledger/checkpoint");

    assertThat(answer.body().getBytes(UTF_8)).isEqualTo(NOTE.toBytes());
    assertThat(header(answer, "content-type")).isEqualTo("text/plain; charset=utf-8");
    assertThat(header(answer, "cache-control")).isEqualTo("public, max-age=1");
  }

  @Test
  void publishedCheckpointsAreListedAndKept() throws Exception {
    assertThat(server.get("/ledger/checkpoints").body()).isEqualTo("200\n300\n");
    assertThat(server.get("/ledger/checkpoints/300").body().getBytes(UTF_8))
        .isEqualTo(NOTE.toBytes());
    assertThat(server.get("/ledger/checkpoints/299").statusCode()).isEqualTo(404);
    assertThat(server.get("/ledger/checkpoints/0300").statusCode()).isEqualTo(404);
  }

  @Test
  void aHashTileIsForEverybodyAndForever() throws Exception {
    var answer = server.get("/ledger/tile/0/001.p/44");

    assertThat(answer.body()).isEqualTo("hashes 0 1 44");
    assertThat(header(answer, "content-type")).isEqualTo("application/octet-stream");
    assertThat(header(answer, "cache-control")).isEqualTo("public, max-age=31536000, immutable");
  }

  @Test
  void whatIsNotSealedIsNotThere() throws Exception {
    var answer = server.get("/ledger/tile/0/002");

    assertThat(answer.statusCode()).isEqualTo(404);
    assertThat(header(answer, "cache-control")).isEqualTo("no-store");
  }

  @Test
  void aTileHasOneName() throws Exception {
    for (var path : List.of("00/001", "64/001", "0/1", "0/001.p/256", "0/x000/001", "-1/001")) {
      assertThat(server.get("/ledger/tile/" + path).statusCode()).isEqualTo(404);
    }
  }

  @Test
  void entriesAreForAuditorsAndNoSharedCache() throws Exception {
    var answer = server.send(asking(new Caller.Auditor("joe")));

    assertThat(answer.body()).isEqualTo("entries 0 256");
    assertThat(header(answer, "cache-control")).isEqualTo("private, max-age=31536000, immutable");
  }

  @Test
  void entriesAreForNobodyElse() throws Exception {
    assertThat(server.get("/ledger/tile/entries/000").statusCode()).isEqualTo(401);
    assertThat(server.get("/ledger/tile/entries/999").statusCode()).isEqualTo(401);
    assertThat(server.send(asking(new Caller.Clinician("bob", "charite"))).statusCode())
        .isEqualTo(403);
  }

  private HttpRequest asking(Caller caller) {
    return HttpRequest.newBuilder(server.uri("/ledger/tile/entries/000"))
        .header("authorization", "Bearer " + issuer.mint(caller, Duration.ofMinutes(1)))
        .build();
  }

  private static String header(HttpResponse<?> answer, String name) {
    return answer.headers().firstValue(name).orElseThrow();
  }

  /// 300 entries; its tiles say what was asked for.
  private static final class SmallLog implements PublicLog {
    @Override
    public Optional<SignedNote> checkpoint() {
      return Optional.of(NOTE);
    }

    @Override
    public Optional<SignedNote> checkpoint(long size) {
      return size == 300 ? Optional.of(NOTE) : Optional.empty();
    }

    @Override
    public List<Long> checkpointSizes() {
      return List.of(200L, 300L);
    }

    @Override
    public Optional<byte[]> hashTile(int level, long n, int width) {
      return n * 256 + width <= 300
          ? Optional.of("hashes %d %d %d".formatted(level, n, width).getBytes(UTF_8))
          : Optional.empty();
    }

    @Override
    public Optional<byte[]> entryBundle(long n, int width) {
      return n * 256 + width <= 300
          ? Optional.of("entries %d %d".formatted(n, width).getBytes(UTF_8))
          : Optional.empty();
    }
  }
}
