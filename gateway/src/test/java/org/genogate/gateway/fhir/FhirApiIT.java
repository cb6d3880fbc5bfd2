package org.genogate.gateway.fhir;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.util.List;
import org.genogate.gateway.fhir.InMemoryReports.Delivered;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class FhirApiIT {

  private static final String REPORT = "/fhir/$variant-report";
  private static final String FORM = "application/x-www-form-urlencoded";
  private static final String FHIR = "application/fhir+json";

  private FhirServer server;

  @BeforeEach
  void serve() throws IOException {
    server = new FhirServer();
  }

  @AfterEach
  void stop() throws IOException {
    server.close();
  }

  @Test
  void aClinicianGetsABundleAndTheDeskHearsThatItArrived() throws Exception {
    var response = server.get(asking(InMemoryReports.PERMITTING), asClinician());

    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(header(response, "content-type")).isEqualTo(FHIR);
    assertThat(header(response, "genogate-access-id"))
        .isEqualTo("0123456789abcdef0123456789abcdef");
    assertThat(header(response, "genogate-ledger-size")).isEqualTo("87930");
    assertThat(header(response, "cache-control")).isEqualTo("no-store");
    assertThat(new JsonObject(response.body()))
        .isEqualTo(ReportBundle.of(ReportExample.full(), "0.1.0"));
    assertThat(server.desk.delivered())
        .isEqualTo(
            new Delivered.Complete(InMemoryReports.bytes(response.body().getBytes(UTF_8)), 8));
  }

  @Test
  void theAcceptHeaderDecidesBetweenJsonAndPage() throws Exception {
    var json = accepting("application/json");
    var page = accepting("text/html,application/xhtml+xml;q=0.9,*/*;q=0.1");

    assertThat(header(json, "content-type")).isEqualTo("application/json");
    assertThat(header(page, "content-type")).isEqualTo("text/html; charset=utf-8");
    assertThat(page.body()).startsWith("<!doctype html>").contains("not shared by the patient");
    assertThat(header(page, "content-security-policy")).startsWith("default-src 'none'");
  }

  @Test
  void aFormAResourceAndAnAddressAskTheSame() throws Exception {
    var wanted = server.get(asking(InMemoryReports.PERMITTING), asClinician()).body();
    var escaped =
        server
            .get("/fhir/%24variant-report?panel=clopidogrel&subject=P-4417", asClinician())
            .body();
    var form = server.post(FORM, "subject=P-4417&panel=clopidogrel").body();
    var resource = server.post(FHIR + "; charset=utf-8", parameters("P-4417")).body();

    assertThat(List.of(escaped, form, resource)).containsOnly(wanted);
  }

  @Test
  void noSuchPatientAndNotPermittedCannotBeToldApart() throws Exception {
    var missing = raw(asking("nobody-of-that-name"), server.clinician());
    var refused = raw(asking(InMemoryReports.NOT_PERMITTING), server.clinician());
    var otherRole = raw(asking(InMemoryReports.PERMITTING), server.researcher());

    assertThat(refused).startsWith("HTTP/1.1 403 ").isEqualTo(missing).isEqualTo(otherRole);
    assertThat(refused).contains("no such patient, or not permitted");
  }

  @Test
  void aRefusalIsNeverAPageOrAnEmptyReport() throws Exception {
    var response =
        server.get(
            asking(InMemoryReports.NOT_PERMITTING),
            "Accept",
            "text/html",
            "Authorization",
            server.clinician());

    assertRefused(response, 403, "forbidden");
  }

  @Test
  void withoutATokenNothingIsAsked() throws Exception {
    var response = server.get(asking(InMemoryReports.PERMITTING));

    assertRefused(response, 401, "login");
    assertThat(header(response, "www-authenticate")).isEqualTo("Bearer");
    assertThat(server.desk.questions()).isZero();
  }

  @Test
  void withoutALedgerThereIsNoReport() throws Exception {
    assertRefused(
        server.get(asking(InMemoryReports.WITHOUT_LEDGER), asClinician()), 503, "transient");
  }

  @Test
  void aQuestionThatCannotBeReadIsRefused() throws Exception {
    assertRefused(server.get(REPORT + "?subject=P-4417", asClinician()), 400, "invalid");
    assertThat(raw(REPORT + "?subject=%ZZ&panel=x", server.clinician()))
        .startsWith("HTTP/1.1 400 ")
        .contains("OperationOutcome");
    assertRefused(server.post(FHIR, "{\"resourceType\":"), 400, "invalid");
    assertRefused(server.post(FHIR, ""), 400, "invalid");
    assertRefused(
        server.get(REPORT + "?subject=P-4417&panel=other", asClinician()), 400, "not-found");
    assertThat(server.desk.questions()).isEqualTo(1);
  }

  @Test
  void thePatientsNameIsNotEchoedInARefusal() throws Exception {
    assertThat(server.get(REPORT + "?subject=P-4417&panel=other", asClinician()).body())
        .doesNotContain("P-4417");
  }

  @Test
  void parametersInTheAddressOfAPostAreRefused() throws Exception {
    var response =
        server.send("POST", asking(InMemoryReports.PERMITTING), parameters("P-4417"), posting());

    assertRefused(response, 400, "invalid");
  }

  @Test
  void whatNobodyHereCanWriteOrReadIsRefused() throws Exception {
    assertRefused(accepting("application/fhir+xml"), 406, "not-supported");
    assertRefused(server.post("text/plain", "P-4417"), 415, "not-supported");
    assertRefused(server.send("DELETE", REPORT, "", asClinician()), 405, "not-supported");
    assertRefused(server.get("/fhir/Patient/1", asClinician()), 404, "not-found");
    assertThat(server.desk.questions()).isZero();
  }

  @Test
  void aBodyOverTheLimitIsRefused() throws Exception {
    var large = parameters("P".repeat(FhirServer.REQUEST_BYTES));

    assertRefused(server.post(FHIR, large), 413, "too-long");
  }

  @Test
  void aReportThatCannotBeWrittenIsToldAsFailed() throws Exception {
    assertRefused(server.get(asking(InMemoryReports.UNWRITABLE), asClinician()), 500, "exception");
    assertThat(server.desk.delivered()).isEqualTo(new Delivered.Failed());
  }

  @Test
  void aWithdrawalBeforeTheFirstByteIsARefusalLikeAnyOther() throws Exception {
    var withdrawn = raw(asking(InMemoryReports.WITHDRAWING), server.clinician());
    var refused = raw(asking(InMemoryReports.NOT_PERMITTING), server.clinician());

    assertThat(withdrawn).isEqualTo(refused);
    assertThat(server.desk.delivered()).isEqualTo(new Delivered.Withdrawn());
  }

  @Test
  void aWithdrawalMidwayBreaksTheTransfer() throws Exception {
    assertThatThrownBy(() -> server.get(asking(InMemoryReports.WITHDRAWING_MIDWAY), asClinician()))
        .isInstanceOf(IOException.class);
    assertThat(server.desk.delivered()).isEqualTo(new Delivered.Withdrawn());
  }

  @Test
  void aClientThatDoesNotReadIsCutAndToldAsAborted() throws Exception {
    try (var client = new Socket()) {
      client.setReceiveBufferSize(4096);
      client.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), server.port()));
      client.getOutputStream().write(request(asking(InMemoryReports.LARGE), server.clinician()));

      var delivered = (Delivered.Aborted) server.desk.delivered();

      assertThat(delivered.bytes())
          .isPositive()
          .isLessThan(ReportBundle.of(ReportExample.large(), "0.1.0").toBuffer().length());
    }
  }

  @Test
  void theServerDescribesItself() throws Exception {
    var capabilities = new JsonObject(server.get("/fhir/metadata").body());
    var operation = server.get("/fhir/OperationDefinition/variant-report");

    assertThat(capabilities.getString("fhirVersion")).isEqualTo("4.0.1");
    assertThat(capabilities.getJsonObject("software").getString("version")).isEqualTo("0.1.0");
    assertThat(capabilities.encode())
        .contains(new JsonObject(operation.body()).getString("url"))
        .contains("LOINC is copyright Regenstrief Institute");
    assertThat(header(operation, "content-type")).isEqualTo(FHIR);
  }

  private static String asking(String subject) {
    return REPORT + "?subject=" + subject + "&panel=clopidogrel";
  }

  private String[] asClinician() {
    return new String[] {"Authorization", server.clinician()};
  }

  private static String parameters(String subject) {
    return """
    {"resourceType":"Parameters","parameter":[
      {"name":"subject","valueString":"%s"},{"name":"panel","valueString":"clopidogrel"}]}
    """
        .formatted(subject);
  }

  private String[] posting() {
    return new String[] {"Content-Type", FHIR, "Authorization", server.clinician()};
  }

  private HttpResponse<String> accepting(String range) throws Exception {
    return server.get(
        asking(InMemoryReports.PERMITTING), "Accept", range, "Authorization", server.clinician());
  }

  private static void assertRefused(HttpResponse<String> response, int status, String issue) {
    assertThat(response.statusCode()).isEqualTo(status);
    assertThat(header(response, "content-type")).isEqualTo(FHIR);
    var outcome = new JsonObject(response.body());
    assertThat(outcome.getString("resourceType")).isEqualTo("OperationOutcome");
    assertThat(outcome.getJsonArray("issue").getJsonObject(0).getString("code")).isEqualTo(issue);
  }

  private static String header(HttpResponse<String> response, String name) {
    return response.headers().firstValue(name).orElse("");
  }

  /// All bytes of an answer, status line and headers included.
  private String raw(String target, String token) throws IOException {
    try (var client = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
      client.getOutputStream().write(request(target, token));
      return new String(client.getInputStream().readAllBytes(), UTF_8);
    }
  }

  private static byte[] request(String target, String token) {
    return "GET %s HTTP/1.1\r\nHost: test\r\nConnection: close\r\nAuthorization: %s\r\n\r\n"
        .formatted(target, token)
        .getBytes(US_ASCII);
  }
}
