package org.genogate.gateway.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.tuple;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.genogate.gateway.client.GatewayClient;
import org.genogate.gateway.client.GatewayException;
import org.genogate.gateway.identity.Caller;
import org.genogate.gateway.node.TestGateway;
import org.genogate.ledger.event.Entry;
import org.genogate.ledger.event.Event.AccessOpened;
import org.genogate.ledger.event.Event.AccessRefused;
import org.genogate.ledger.event.MalformedEntryException;
import org.genogate.ledger.event.RefusalCode;
import org.genogate.ledger.log.StoredEntry;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Invariants I2 and I6: nothing leaves before its record, and a refusal is recorded too.
class RecordFirstIT {

  private static final String QUERY = "/v1/datasets/asthma-trial/variants?region=22&purpose=";
  private static final String REPORT = "/fhir/$variant-report?subject=S000001&panel=panel-1";

  @TempDir private Path folder;
  private TestGateway test;

  @BeforeEach
  void serve() throws Exception {
    test = TestGateway.start(folder, 6, 200, new JsonObject());
    var _ = test.grant(0, "HMB");
    var _ = test.grant(0, "CARE");
    test.awaitSealed();
  }

  @AfterEach
  void stop() throws Exception {
    test.close();
  }

  @Test
  void aLedgerThatCannotCommitMeansNoData() throws Exception {
    try (var researcher = test.researcher();
        var clinician = test.clinician()) {
      assertThat(researcher.bytes(QUERY + "HMB")).isNotEmpty();
      test.node().ledger().log().close();

      assertThat(refusal(researcher, QUERY + "HMB").status()).isEqualTo(503);
      assertThat(refusal(clinician, REPORT).status()).isEqualTo(503);
      assertThat(refusal(researcher, "/health/ready").status()).isEqualTo(503);
    }
  }

  @Test
  void aRefusalThatCannotBeRecordedIsNotToldAsOne() throws Exception {
    try (var researcher = test.researcher()) {
      test.node().ledger().log().close();

      assertThat(refusal(researcher, QUERY + "DS&disease=MONDO:0000001").status()).isEqualTo(503);
    }
  }

  @Test
  void theAccessIsCommittedBeforeTheFirstByteIsRead() throws Exception {
    long before = opened().size();
    try (var researcher = test.researcher();
        var body = researcher.stream(QUERY + "HMB")) {
      assertThat(body.read()).isNotNegative();

      assertThat(opened()).hasSize((int) before + 1);
    }
  }

  @Test
  void eachKindOfRefusalIsRecordedUnderItsCode() throws Exception {
    try (var researcher = test.researcher();
        var clinician = test.clinician()) {
      assertThat(refusal(researcher, QUERY + "POA").status()).isEqualTo(400);
      assertThat(refusal(researcher, QUERY + "GRU").status()).isEqualTo(403);
      assertThat(refusal(researcher, QUERY.replace("asthma-trial", "other") + "HMB").status())
          .isEqualTo(403);
      assertThat(refusal(clinician, REPORT.replace("S000001", "S000002")).status()).isEqualTo(403);
      assertThat(refusal(clinician, REPORT.replace("S000001", "nobody")).status()).isEqualTo(403);
    }

    assertThat(refused())
        .extracting(AccessRefused::reason)
        .containsExactly(
            RefusalCode.UNKNOWN_PURPOSE,
            RefusalCode.NOT_AUTHORIZED,
            RefusalCode.NOT_AUTHORIZED,
            RefusalCode.NOT_CONSENTED,
            RefusalCode.NOT_CONSENTED);
  }

  @Test
  void refusalsAlikeAreOneEntryAndOneCount() throws Exception {
    try (var researcher = test.researcher()) {
      for (int i = 0; i < 20; i++) {
        assertThat(refusal(researcher, QUERY + "GRU").status()).isEqualTo(403);
      }
    }
    try (var stranger = new GatewayClient(test.gateway().running().address(), "no token")) {
      for (int i = 0; i < 30; i++) {
        assertThat(refusal(stranger, QUERY + "HMB").status()).isEqualTo(401);
      }
    }
    test.node().desks().housekeeping().get().join();
    test.awaitSealed();

    assertThat(refused())
        .extracting(AccessRefused::reason, AccessRefused::count)
        .containsExactlyInAnyOrder(
            tuple(RefusalCode.NOT_AUTHORIZED, 1L),
            tuple(RefusalCode.NOT_AUTHORIZED, 19L),
            tuple(RefusalCode.UNAUTHENTICATED, 30L));
  }

  @Test
  void aPersonSeesWhoWasRefusedTheirReport() throws Exception {
    try (var clinician = test.clinician();
        var patient = test.client(new Caller.Person(test.person(1)))) {
      assertThat(refusal(clinician, REPORT.replace("S000001", "S000002")).status()).isEqualTo(403);

      var seen = patient.get("/v1/me/accesses").getJsonArray("accesses");

      assertThat(seen).hasSize(1);
      assertThat(seen.getJsonObject(0).getString("outcome")).isEqualTo("refused");
    }
  }

  private static GatewayException refusal(GatewayClient client, String path) {
    return catchThrowableOfType(GatewayException.class, () -> client.bytes(path));
  }

  private List<AccessRefused> refused() throws Exception {
    return events(AccessRefused.class);
  }

  private List<AccessOpened> opened() throws Exception {
    return events(AccessOpened.class);
  }

  private <E> List<E> events(Class<E> kind) throws Exception {
    var events = new ArrayList<E>();
    test.node()
        .ledger()
        .log()
        .replay(
            0,
            stored -> {
              var event = decode(stored).event();
              if (kind.isInstance(event)) {
                events.add(kind.cast(event));
              }
            });
    return events;
  }

  private static Entry decode(StoredEntry stored) {
    try {
      return Entry.decode(stored.entry());
    } catch (MalformedEntryException e) {
      throw new UncheckedIOException(new IOException(e));
    }
  }
}
