package org.genogate.gateway.portal;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.genogate.gateway.access.PatientDesk.ConsentState;
import org.genogate.ledger.event.AccessId;
import org.genogate.ledger.event.Asked;
import org.genogate.ledger.event.ConsentId;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class PortalIT {

  private final Example example = new Example();
  private final SettableClock clock = new SettableClock(Example.NOW);
  private final PortalServer server = new PortalServer(example.desk, clock);
  private final PortalClient client = new PortalClient(server.origin());
  private final String stopPath = "/portal/consents/" + example.breastCancer + "/stop";

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void aLinkSignsInOnce() {
    String code = server.issue(example.person);

    var first = client.post(Portal.SIGN_IN_PATH, "", Map.of("code", code), PortalClient.OUR_PAGE);
    var replay = client.post(Portal.SIGN_IN_PATH, "", Map.of("code", code), PortalClient.OUR_PAGE);

    assertThat(first.statusCode()).isEqualTo(303);
    assertThat(PortalClient.location(first)).isEqualTo("/portal");
    assertThat(client.get("/portal", PortalClient.cookie(first)).statusCode()).isEqualTo(200);
    assertThat(replay.statusCode()).isEqualTo(422);
    assertThat(PortalClient.cookie(replay)).isEmpty();
  }

  @Test
  void unknownUsedAndExpiredCodesAreToldAlike() {
    String used = server.issue(example.person);
    client.signIn(used);
    String expired = server.issue(example.person);
    clock.advance(OneTimeLinks.LIFETIME);

    var answers =
        List.of(used, expired, "never issued").stream()
            .map(code ->
                client.post(Portal.SIGN_IN_PATH, "", Map.of("code", code), PortalClient.OUR_PAGE))
            .map(HttpResponse::body)
            .distinct()
            .toList();

    assertThat(answers).hasSize(1);
  }

  @Test
  void gettingTheLinkAsAPrefetcherDoesSpendsNothing() {
    String code = server.issue(example.person);

    client.get(Portal.SIGN_IN_PATH, "");
    client.get(Portal.SIGN_IN_PATH + "?code=" + code, "");

    assertThat(client.signIn(code)).startsWith(Sessions.COOKIE + "=");
  }

  @Test
  void aWholeLinkCanBePastedInsteadOfTheCode() {
    assertThat(client.signIn(" " + server.link(example.person) + " "))
        .startsWith(Sessions.COOKIE + "=");
  }

  @Test
  void aPlantedSessionIsNeverAdopted() {
    String planted = Sessions.COOKIE + "=planted-by-a-neighbour";

    var answer =
        client.post(
            Portal.SIGN_IN_PATH,
            planted,
            Map.of("code", server.issue(example.person)),
            PortalClient.OUR_PAGE);

    assertThat(PortalClient.cookie(answer)).isNotEqualTo(planted);
    assertThat(client.get("/portal", planted).statusCode()).isEqualTo(401);
  }

  @Test
  void signingInAgainEndsTheSessionBefore() {
    String before = client.signIn(server.issue(example.person));

    client.post(
        Portal.SIGN_IN_PATH,
        before,
        Map.of("code", server.issue(example.other)),
        PortalClient.OUR_PAGE);

    assertThat(client.get("/portal", before).statusCode()).isEqualTo(401);
  }

  @Test
  void whoeverIsErasedIsToldHowFarItIsAndOfferedNothing() throws Exception {
    var _ = example.desk.erase(example.person, Asked.AT_DESK);
    String cookie = client.signIn(server.issue(example.person));

    assertThat(client.get("/portal", cookie).body())
        .contains("It was ordered on 24 November 2026 that your key be destroyed.")
        .contains("2 of 3 nodes have done so.")
        .doesNotContain("/portal/allow");
    assertThat(client.get("/portal/history", cookie).body())
        .contains("It was ordered that your key be destroyed");
    assertThat(client.get("/portal/allow", cookie).statusCode()).isEqualTo(409);
    var form = Map.of("use", "GRU");
    assertThat(client.post("/portal/allow", cookie, form, PortalClient.OUR_PAGE).statusCode())
        .isEqualTo(409);
  }

  @Test
  void aForgedPostFromAnotherSiteChangesNothing() {
    String cookie = client.signIn(server.issue(example.person));
    var forgeries =
        List.of(
            Map.of("Sec-Fetch-Site", "cross-site"),
            Map.of("Sec-Fetch-Site", "same-site"),
            Map.of("Sec-Fetch-Site", "none"),
            Map.of("Sec-Fetch-Site", "cross-site", "Origin", server.origin()),
            Map.of("Origin", "https://example.org"),
            Map.of("Origin", "null"),
            Map.of("Origin", server.origin() + ".example.org"),
            Map.<String, String>of());

    for (var headers : forgeries) {
      var answer = client.post(stopPath, cookie, Map.of(), headers);
      assertThat(answer.statusCode()).as("with %s", headers).isEqualTo(403);
    }
    assertThat(state(example.breastCancer)).isEqualTo(ConsentState.IN_FORCE);
  }

  @Test
  void aBrowserThatSendsOnlyItsOriginCanStop() {
    String cookie = client.signIn(server.issue(example.person));

    var answer = client.post(stopPath, cookie, Map.of(), Map.of("Origin", server.origin()));

    assertThat(answer.statusCode()).isEqualTo(303);
    assertThat(state(example.breastCancer)).isEqualTo(ConsentState.STOPPED);
  }

  @Test
  void aForgedSignInIsRefusedAndTheCodeKept() {
    String code = server.issue(example.person);

    var forged =
        client.post(
            Portal.SIGN_IN_PATH, "", Map.of("code", code), Map.of("Sec-Fetch-Site", "cross-site"));

    assertThat(forged.statusCode()).isEqualTo(403);
    assertThat(client.signIn(code)).isNotEmpty();
  }

  @Test
  void aReceiptOfAnotherPersonLooksLikeNone() {
    String cookie = client.signIn(server.issue(example.person));
    var nobodys = AccessId.random(new Random(2));

    for (String suffix : List.of("", "/download")) {
      var another = client.get("/portal/receipts/" + example.ofAnother + suffix, cookie);
      var none = client.get("/portal/receipts/" + nobodys + suffix, cookie);
      var nonsense = client.get("/portal/receipts/nonsense" + suffix, cookie);

      assertThat(another.statusCode()).isEqualTo(404);
      assertThat(another.body()).isEqualTo(none.body()).isEqualTo(nonsense.body());
      assertThat(names(another)).isEqualTo(names(none));
    }
  }

  @Test
  void aConsentOfAnotherPersonCannotBeStopped() {
    String cookie = client.signIn(server.issue(example.other));

    assertThat(client.get(stopPath, cookie).statusCode()).isEqualTo(404);
    assertThat(client.post(stopPath, cookie, Map.of(), PortalClient.OUR_PAGE).statusCode())
        .isEqualTo(404);
    assertThat(state(example.breastCancer)).isEqualTo(ConsentState.IN_FORCE);
  }

  @Test
  void nothingIsShownToWhoIsNotSignedIn() {
    for (String path : paths()) {
      var answer = client.get(path, "");
      assertThat(answer.statusCode()).as(path).isEqualTo(401);
      assertThat(answer.body()).doesNotContain("Researcher 204");
    }
  }

  @Test
  void noAnswerIsKeptFramedOrToldToOthers() {
    String cookie = client.signIn(server.issue(example.person));

    for (String path : paths()) {
      var headers = client.get(path, cookie).headers();
      assertThat(headers.firstValue("Cache-Control")).as(path).contains("no-store");
      assertThat(headers.firstValue("Referrer-Policy")).as(path).contains("same-origin");
      assertThat(headers.firstValue("X-Content-Type-Options")).as(path).contains("nosniff");
      assertThat(headers.firstValue("Content-Security-Policy").orElse(""))
          .as(path)
          .startsWith("default-src 'self';")
          .contains("frame-ancestors 'none'", "form-action 'self'", "base-uri 'none'")
          .doesNotContain("unsafe");
    }
  }

  @Test
  void signingOutEndsTheSessionOnOurSideToo() {
    String cookie = client.signIn(server.issue(example.person));

    var answer = client.post("/portal/sign-out", cookie, Map.of(), PortalClient.OUR_PAGE);

    assertThat(answer.headers().firstValue("Set-Cookie").orElse("")).contains("Max-Age=0");
    assertThat(client.get("/portal", cookie).statusCode()).isEqualTo(401);
  }

  @Test
  void anIdleSessionChangesNothingAndSaysSo() {
    String cookie = client.signIn(server.issue(example.person));
    clock.advance(Sessions.IDLE_LIMIT);

    var answer = client.post(stopPath, cookie, Map.of(), PortalClient.OUR_PAGE);

    assertThat(answer.statusCode()).isEqualTo(401);
    assertThat(answer.body()).contains("Nothing was changed");
    assertThat(state(example.breastCancer)).isEqualTo(ConsentState.IN_FORCE);
  }

  @Test
  void whenTheLedgerIsAwayThePageSaysThatNothingChanged() {
    String cookie = client.signIn(server.issue(example.person));
    example.desk.loseLedger();

    var answer = client.post(stopPath, cookie, Map.of(), PortalClient.OUR_PAGE);

    assertThat(answer.statusCode()).isEqualTo(503);
    assertThat(answer.body()).contains("nothing was changed");
  }

  @Test
  void theStoppedPageNamesWhatStaysAllowed() {
    String cookie = client.signIn(server.issue(example.person));
    client.post(
        "/portal/allow",
        cookie,
        Map.of("use", "HMB", "grantee", "anyone", "lasting", "open"),
        PortalClient.OUR_PAGE);

    var answer = client.post(stopPath, cookie, Map.of(), PortalClient.OUR_PAGE);
    var page = client.get(PortalClient.location(answer), cookie).body();

    assertThat(page)
        .contains("Some of this stays allowed", "You also allow health research")
        .doesNotContain("Your genome is no longer used for");
  }

  @Test
  void allowingTheSameTwiceIsAskedBack() {
    String cookie = client.signIn(server.issue(example.person));
    var form = Map.of("use", "HMB", "grantee", "anyone", "lasting", "open");

    client.post("/portal/allow", cookie, form, PortalClient.OUR_PAGE);
    var again = client.post("/portal/allow", cookie, form, PortalClient.OUR_PAGE);

    assertThat(again.statusCode()).isEqualTo(422);
    assertThat(again.body()).contains("You allow exactly this already");
  }

  @Test
  void aFormThatIsTooLargeIsAnsweredWithAPage() {
    String cookie = client.signIn(server.issue(example.person));
    var form = Map.of("use", "x".repeat(PortalServer.REQUEST_BYTES));

    var answer = client.post("/portal/allow", cookie, form, PortalClient.OUR_PAGE);

    assertThat(answer.statusCode()).isEqualTo(413);
    assertThat(answer.body()).startsWith("<!doctype html>").contains("Nothing was changed");
  }

  @Test
  void whatOthersCallThemselvesCannotBecomeMarkup() {
    String cookie = client.signIn(server.issue(example.person));

    var page =
        client.post(
            "/portal/allow",
            cookie,
            Map.of("use", "DS", "disease", "other", "other-disease", "\"><script>x</script>"),
            PortalClient.OUR_PAGE);

    assertThat(page.body()).doesNotContain("<script>x");
  }

  private List<String> paths() {
    return List.of(
        "/portal",
        "/portal/history",
        "/portal/allow",
        stopPath,
        "/portal/stop-everything",
        "/portal/accesses",
        "/portal/accesses.csv",
        "/portal/receipts/" + example.report,
        "/portal/receipts/" + example.report + "/download");
  }

  private ConsentState state(ConsentId consent) {
    return example.desk.consents(example.person).stream()
        .filter(summary -> summary.id().equals(consent))
        .findFirst()
        .orElseThrow()
        .state();
  }

  private static List<String> names(HttpResponse<String> response) {
    return response.headers().map().keySet().stream().sorted().toList();
  }
}
