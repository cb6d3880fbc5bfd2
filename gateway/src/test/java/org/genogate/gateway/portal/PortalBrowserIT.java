package org.genogate.gateway.portal;

import static org.assertj.core.api.Assertions.assertThat;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ForcedColors;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/// The pages in a real browser, as people with and without script, mouse or a wide screen meet
/// them.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PortalBrowserIT {

  private static final List<String> WCAG_2_2_AA =
      List.of("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa");

  /// More tabs than any page of ours has stops.
  private static final int MOST_TABS = 40;

  private Chromium chromium;
  private Example example;
  private PortalServer server;

  @BeforeAll
  void launch() {
    chromium = Chromium.launch();
  }

  @AfterAll
  void quit() {
    if (chromium != null) {
      chromium.close();
    }
  }

  @BeforeEach
  void serve() {
    example = new Example();
    server = new PortalServer(example.desk, Clock.fixed(Example.NOW, ZoneOffset.UTC));
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void aPersonStopsAConsentWithTheKeyboardAlone() {
    try (var context = chromium.browser().newContext()) {
      var page = signedIn(context);

      pressOn(page, "Stop research on breast cancer");
      page.waitForURL("**/stop");
      pressOn(page, "Stop research on breast cancer now");
      page.waitForURL("**/portal/changes/**");

      assertThat(page.title()).isEqualTo("Stopped at 11:42:00 UTC - GenoGate");
      assertThat(page.getByRole(AriaRole.STATUS).innerText())
          .contains("Your genome is no longer used for research on breast cancer.");
      assertThat(page.innerText("main"))
          .contains("1 reader lost your data part way through")
          .contains("4 different readers had received data that included yours")
          .contains("It cannot be taken back");
    }
  }

  @Test
  void theCodeLeavesTheAddressAtOnce() {
    try (var context = chromium.browser().newContext()) {
      var page = context.newPage();

      page.navigate(server.link(example.person));

      assertThat(page.url()).isEqualTo(server.origin() + Portal.SIGN_IN_PATH);
      assertThat(page.evaluate("history.length")).isEqualTo(2);
    }
  }

  @Test
  void aUsedLinkOpensNothingInASecondBrowser() {
    String link = server.link(example.person);
    try (var first = chromium.browser().newContext();
        var second = chromium.browser().newContext()) {
      signIn(first.newPage(), link);

      var page = second.newPage();
      signIn(page, link);

      assertThat(page.title()).startsWith("Error:");
      assertThat(page.getByRole(AriaRole.ALERT).innerText()).contains("It works once");
    }
  }

  @Test
  void everythingWorksWithoutScript() {
    var withoutScript = new Browser.NewContextOptions().setJavaScriptEnabled(false);
    try (var context = chromium.browser().newContext(withoutScript)) {
      var page = context.newPage();
      page.navigate(server.origin() + Portal.SIGN_IN_PATH);
      page.getByLabel("Your sign-in code").fill(server.issue(example.person));
      page.getByRole(AriaRole.BUTTON).getByText("Sign in").click();
      assertThat(page.innerText("footer")).contains("Times of day are in UTC");

      page.getByText("Allow a new use").click();
      page.getByLabel("Research on one disease").check();
      page.selectOption("#disease", "MONDO:0004979");
      page.getByText("Allow this use").click();
      assertThat(page.innerText("h1")).startsWith("Allowed at");

      page.navigate(server.origin() + "/portal/stop-everything");
      page.getByText("Stop everything now").click();
      assertThat(page.innerText("h1")).startsWith("Everything stopped at");

      page.getByText("Sign out").click();
      assertThat(page.innerText("h1")).isEqualTo("You are signed out");
    }
  }

  @Test
  void everyPagePassesTheAccessibilityRules() {
    try (var context = chromium.browser().newContext()) {
      var page = signedIn(context);

      for (String path : paths()) {
        page.navigate(server.origin() + path);
        openAll(page);
        assertAccessible(page);
      }
    }
  }

  @Test
  void thePagesAfterAChangeAndAMistakePassTheAccessibilityRulesToo() {
    var narrow = new Browser.NewContextOptions().setViewportSize(320, 640);
    try (var context = chromium.browser().newContext(narrow)) {
      var page = signedIn(context);
      page.navigate(server.origin() + "/portal/allow");
      page.getByText("Allow this use").click();
      assertThat(page.title()).startsWith("Error:");
      assertAccessible(page);

      page.getByLabel("Health research").check();
      page.getByText("Allow this use").click();
      assertThat(page.title()).startsWith("Allowed at");
      assertAccessible(page);

      page.navigate(server.origin() + "/portal/consents/" + example.breastCancer + "/stop");
      assertAccessible(page);
      page.getByText("Stop research on breast cancer now").click();
      assertThat(page.innerText("main")).contains("Some of this stays allowed");
      assertAccessible(page);
      assertNotWiderThan(page, 320);
    }
  }

  @Test
  void everyPageFitsAScreenOf320Pixels() {
    var narrow = new Browser.NewContextOptions().setViewportSize(320, 640);
    try (var context = chromium.browser().newContext(narrow)) {
      var page = signedIn(context);

      for (String path : paths()) {
        page.navigate(server.origin() + path);
        openAll(page);
        assertNotWiderThan(page, 320);
      }
    }
  }

  @Test
  void noOtherHostIsAskedForAnything() {
    try (var context = chromium.browser().newContext()) {
      var asked = new ArrayList<String>();
      context.onRequest(request -> asked.add(request.url()));
      var page = signedIn(context);

      for (String path : paths()) {
        page.navigate(server.origin() + path);
      }

      assertThat(asked).allMatch(url -> url.startsWith(server.origin() + "/"));
    }
  }

  @Test
  void refusedRequestsDifferByMoreThanColour() {
    var forced = new Browser.NewContextOptions().setForcedColors(ForcedColors.ACTIVE);
    try (var context = chromium.browser().newContext(forced)) {
      var page = signedIn(context);
      page.navigate(server.origin() + "/portal/accesses");

      assertThat(page.locator(".bar-refused").first().getAttribute("fill"))
          .isEqualTo("url(#hatch)");
      assertThat(page.locator("tr", new Page.LocatorOptions().setHasText("refused")).count())
          .isEqualTo(2);
      assertThat(page.evaluate(paint(".bar-used")))
          .isNotEqualTo(page.evaluate(paint(".hatch-back")));
    }
  }

  @Test
  void theReceiptCanBeDownloaded() {
    try (var context = chromium.browser().newContext()) {
      var page = signedIn(context);
      page.navigate(server.origin() + "/portal/receipts/" + example.report);

      var download = page.waitForDownload(() -> page.getByText("Download the receipt").click());

      assertThat(download.suggestedFilename()).isEqualTo("receipt-" + example.report + ".json");
    }
  }

  @Test
  void repeatedLinksAreToldApartByTheirWords() {
    try (var context = chromium.browser().newContext()) {
      var page = signedIn(context);
      page.navigate(server.origin() + "/portal/accesses");

      var names = page.locator(".looks a").allTextContents();

      assertThat(names).hasSizeGreaterThan(20).allMatch(name -> name.contains(", "));
    }
  }

  private Page signedIn(BrowserContext context) {
    var page = context.newPage();
    signIn(page, server.link(example.person));
    page.waitForURL("**/portal");
    return page;
  }

  private static void signIn(Page page, String link) {
    page.navigate(link);
    page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Sign in")).click();
  }

  /// Tabs until the control of this name has the focus, seen by everybody, and presses it.
  private static void pressOn(Page page, String name) {
    for (int tab = 0; tab < MOST_TABS; tab++) {
      page.keyboard().press("Tab");
      if (page.evaluate("document.activeElement.innerText").equals(name)) {
        assertThat(page.evaluate("getComputedStyle(document.activeElement).outlineStyle"))
            .as("the focus is seen")
            .isEqualTo("solid");
        page.keyboard().press("Enter");
        return;
      }
    }
    throw new AssertionError("no control '" + name + "' within " + MOST_TABS + " tabs");
  }

  private static void assertAccessible(Page page) {
    var faults = new AxeBuilder(page).withTags(WCAG_2_2_AA).analyze().getViolations();
    assertThat(faults.stream().map(fault -> fault.getId() + " " + fault.getNodes()))
        .as(page.url())
        .isEmpty();
  }

  private static void assertNotWiderThan(Page page, int pixels) {
    assertThat((Integer) page.evaluate("document.documentElement.scrollWidth"))
        .as(page.url())
        .isLessThanOrEqualTo(pixels);
  }

  private static void openAll(Page page) {
    page.evaluate("document.querySelectorAll('details').forEach(d => d.open = true)");
  }

  private static String paint(String selector) {
    return "getComputedStyle(document.querySelector('" + selector + "')).fill";
  }

  private List<String> paths() {
    return Stream.of(
            "",
            "/history",
            "/allow",
            "/allow?again=" + example.stopped,
            "/consents/" + example.breastCancer + "/stop",
            "/stop-everything",
            "/accesses",
            "/receipts/" + example.report,
            "/receipts/" + example.reading,
            "/receipts/" + example.refused,
            "/sign-in",
            "/signed-out",
            "/nowhere")
        .map(path -> "/portal" + path)
        .toList();
  }
}
