package org.genogate.gateway.release;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.function.Consumer;
import org.genogate.ledger.duo.Purpose;
import org.genogate.ledger.event.Asked;
import org.genogate.ledger.event.CoarsePurpose;
import org.genogate.ledger.event.DatasetTag;
import org.genogate.ledger.event.Entry;
import org.genogate.ledger.event.Event.ReleaseRequested;
import org.genogate.ledger.event.EventId;
import org.genogate.ledger.event.KeyRole;
import org.genogate.ledger.event.ReleaseId;
import org.genogate.ledger.event.RequesterTag;
import org.genogate.ledger.key.SigningKey;
import org.genogate.ledger.receipt.Salt;
import org.genogate.ledger.release.ReleaseRequest;
import org.genogate.ledger.release.ReleaseTerms;
import org.junit.jupiter.api.Test;

class RequestDocumentTest {

  private final Random random = new Random(16);
  private final ReleaseRequest request = request("Asthma");

  private ReleaseRequest request(String title) {
    var salt = Salt.random(random);
    var terms =
        new ReleaseTerms(
            "asthma",
            title,
            "r-1",
            "uni",
            Set.of(new Purpose.HealthResearch(), new Purpose.DiseaseResearch("MONDO:0004979")),
            Set.of("a", "b"),
            Instant.parse("2030-01-01T00:00:00Z"));
    var event =
        new ReleaseRequested(
            EventId.random(random),
            ReleaseId.random(random),
            RequesterTag.random(random),
            List.of(DatasetTag.random(random)),
            CoarsePurpose.RESEARCH,
            salt.commit(terms.encode()),
            Asked.AT_DESK);
    var key = SigningKey.ofSeed(new byte[SigningKey.SEED_BYTES]);
    return new ReleaseRequest(
        "log.example", Entry.unsigned(event).signedBy("log.example", key), salt, terms);
  }

  private static ReleaseRequest read(JsonObject document) {
    return RequestDocument.read(document.encodePrettily().getBytes(UTF_8));
  }

  private void assertRefused(Consumer<JsonObject> change) {
    var document = RequestDocument.write(request);
    change.accept(document);
    assertThatThrownBy(() -> read(document))
        .as(document.encode())
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void whatIsWrittenIsRead() {
    assertThat(read(RequestDocument.write(request))).isEqualTo(request);
    assertThat(RequestDocument.inWords(request))
        .contains("asthma: Asthma", "r-1 of uni", "a, b", "DS MONDO:0004979, HMB", "2030-01-01");
  }

  @Test
  void everyAlteredWordIsNoticed() {
    for (var field : List.of("project", "title", "requester", "organisation")) {
      assertRefused(document -> document.getJsonObject("terms").put(field, "other"));
      assertRefused(document -> document.getJsonObject("terms").put(field, 7));
    }
    assertRefused(document -> document.getJsonObject("terms").put("until", "9999-01-01T00:00:00Z"));
    assertRefused(
        document -> document.getJsonObject("terms").put("until", "2030-01-01T00:00:00.001Z"));
    assertRefused(
        document -> document.getJsonObject("terms").put("purposes", new JsonArray().add("GRU")));
    assertRefused(document ->
        document
            .getJsonObject("terms")
            .put("datasets", new JsonArray().add("a").add("b").add("c")));
    assertRefused(document -> document.getJsonObject("terms").put("more", "x"));
    assertRefused(document -> document.put("salt", "00".repeat(32)));
    assertRefused(document -> document.put("release", "00".repeat(16)));
    assertRefused(document -> document.put("kind", "another"));
    assertRefused(document -> document.put("entry", "AAAA"));
    var other = Base64.getEncoder().encodeToString(request("Cancer").entry().encode());
    assertRefused(document -> document.put("entry", other));
  }

  @Test
  void aNameThatOccursTwiceIsRefused() {
    var text = RequestDocument.write(request).encode();
    var twice = text.replace("\"title\":\"Asthma\"", "\"title\":\"Cancer\",\"title\":\"Asthma\"");

    assertThatThrownBy(() -> RequestDocument.read(twice.getBytes(UTF_8)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("no name occurs twice");
  }

  @Test
  void anEndorsementIsReadAsItWasWritten() {
    var key = SigningKey.ofSeed(new byte[SigningKey.SEED_BYTES]);
    var entry = request.endorsedBy(key, KeyRole.COMMITTEE, random);
    var document = EndorsementDocument.write(entry);

    assertThat(EndorsementDocument.read(document.encode().getBytes(UTF_8))).isEqualTo(entry);
    document.put("release", "00".repeat(16));
    assertThatThrownBy(() -> EndorsementDocument.read(document.encode().getBytes(UTF_8)))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> EndorsementDocument.write(request.entry()))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
