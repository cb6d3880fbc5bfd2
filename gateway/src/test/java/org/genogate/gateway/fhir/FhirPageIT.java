package org.genogate.gateway.fhir;

import static org.assertj.core.api.Assertions.assertThat;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ForcedColors;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.genogate.gateway.portal.Chromium;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/// The page of a report, in a real browser and under its own security policy.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class FhirPageIT {

  private static final List<String> WCAG_2_2_AA =
      List.of("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa");

  private Chromium chromium;
  private FhirServer server;

  @BeforeAll
  void serve() throws IOException {
    chromium = Chromium.launch();
    server = new FhirServer();
  }

  @AfterAll
  void stop() throws IOException {
    if (server != null) {
      server.close();
    }
    if (chromium != null) {
      chromium.close();
    }
  }

  @Test
  void thePageMeetsWcag22() {
    try (var context = context(1100)) {
      var faults = new AxeBuilder(report(context)).withTags(WCAG_2_2_AA).analyze().getViolations();

      assertThat(faults).isEmpty();
    }
  }

  @Test
  void aNarrowScreenNeedsNoSidewaysScroll() {
    try (var context = context(320)) {
      var page = report(context);

      assertThat(page.evaluate("document.documentElement.scrollWidth")).isEqualTo(320);
      assertThat(new AxeBuilder(page).withTags(WCAG_2_2_AA).analyze().getViolations()).isEmpty();
    }
  }

  @Test
  void itsStyleAppliesAndItsPolicyBlocksNothingOfIt() {
    try (var context = context(1100)) {
      var complaints = new ArrayList<String>();
      context.onConsoleMessage(message -> complaints.add(message.text()));

      var page = report(context);

      assertThat(
              page.evaluate("getComputedStyle(document.querySelector('header')).backgroundColor"))
          .isEqualTo("rgb(11, 79, 92)");
      // The browser asks for an icon by itself, and without a token.
      assertThat(complaints).allMatch(text -> text.contains("401") || text.contains("404"));
    }
  }

  @Test
  void theBarKeepsItsPartsInForcedColours() {
    var options =
        new Browser.NewContextOptions()
            .setForcedColors(ForcedColors.ACTIVE)
            .setExtraHTTPHeaders(Map.of("Authorization", server.clinician()));
    try (var context = chromium.browser().newContext(options)) {
      var page = report(context);

      var fills =
          page.evaluate(
              "new Set([...document.querySelectorAll('.bar rect')]"
                  + ".map(part => getComputedStyle(part).fill)).size");

      assertThat(fills).isEqualTo(4);
    }
  }

  @Test
  void aReaderThatOnlyHearsGetsAllFourCounts() {
    try (var context = context(1100)) {
      assertThat(report(context).getAttribute(".bar", "aria-label"))
          .isEqualTo(
              "8 positions: 4 present, 2 absent, 1 not called (unknown), 1 not shared by the"
                  + " patient (unknown).");
    }
  }

  private BrowserContext context(int width) {
    return chromium
        .browser()
        .newContext(
            new Browser.NewContextOptions()
                .setViewportSize(width, 900)
                .setExtraHTTPHeaders(Map.of("Authorization", server.clinician())));
  }

  private Page report(BrowserContext context) {
    var page = context.newPage();
    page.navigate(
        "http://127.0.0.1:%d/fhir/$variant-report?subject=%s&panel=clopidogrel"
            .formatted(server.port(), InMemoryReports.PERMITTING));
    return page;
  }
}
