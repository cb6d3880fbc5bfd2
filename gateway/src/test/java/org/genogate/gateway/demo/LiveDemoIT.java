package org.genogate.gateway.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import io.vertx.core.json.JsonArray;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.genogate.gateway.client.GatewayClient;
import org.genogate.gateway.client.GatewayException;
import org.genogate.gateway.node.Gateway;
import org.genogate.gateway.portal.Chromium;
import org.genogate.gateway.portal.Portal;
import org.genogate.genomics.arrow.VariantTable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/// The demo's gateway, used by a browser and by the notebook as a person would.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class LiveDemoIT {

  private static final String QUERY =
      "/v1/datasets/demo/variants?region=22:20000000-20005000&purpose=HMB";

  private Path folder = Path.of("");
  private DemoFolder demo = new DemoFolder(folder);
  private @Nullable Gateway started;

  @BeforeAll
  void serve(@TempDir Path empty) throws Exception {
    folder = empty;
    demo = new DemoFolder(folder.resolve("demo"));
    started = new Demo(demo, new Demo.Size(60, 2_000), _ -> {}).start(0);
  }

  @AfterAll
  void stop() throws IOException {
    if (started != null) {
      started.close();
    }
  }

  private Gateway gateway() {
    return Objects.requireNonNull(started);
  }

  @Test
  @Order(1)
  void aPatientSignsInByLinkAndStopsEverythingWithOneConfirm() throws Exception {
    assertThat(samplesSeen()).contains(DemoWorld.PATIENT_SAMPLE);

    try (var chromium = Chromium.launch();
        var context = chromium.browser().newContext()) {
      var page = context.newPage();
      page.navigate(signInLink());
      press(page, "Sign in");
      page.getByRole(
              AriaRole.LINK,
              new Page.GetByRoleOptions().setName(Pattern.compile("Stop everything.*")))
          .click();
      press(page, "Stop everything.*");

      assertThat(page.locator("h1").textContent()).contains("Everything stopped");
    }

    assertThat(samplesSeen()).doesNotContain(DemoWorld.PATIENT_SAMPLE);
    assertThatThrownBy(() -> client("clinician").get(report()))
        .isInstanceOfSatisfying(
            GatewayException.class, refused -> assertThat(refused.status()).isEqualTo(403));
  }

  @Test
  @Order(2)
  void theNotebookRunsAgainstALiveGateway() throws Exception {
    var project = project();
    boolean required = "required".equals(System.getenv("GENOGATE_OUTSIDE"));
    Assumptions.assumeTrue(
        required || Files.isDirectory(project.resolve("notebooks/.venv")),
        "no notebook environment: install the package python3-venv and run notebooks/run tests");
    var output = folder.resolve("executed.ipynb");
    var log = folder.resolve("notebook.log");
    var command =
        new ProcessBuilder(
                project.resolve("notebooks/run").toString(), "notebook", output.toString())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile());
    command.environment().put("GENOGATE_URL", gateway().running().address().toString());
    command.environment().put("GENOGATE_RESEARCHER_TOKEN", demo.token("researcher").toString());
    command.environment().put("GENOGATE_PERSON_TOKEN", demo.token("patient").toString());

    int code = command.start().waitFor();

    assertThat(code).as(Files.readString(log)).isZero();
    assertThat(output).content().contains("image/png");
  }

  private String signInLink() {
    return "http://localhost:%d%s#%s"
        .formatted(
            gateway().running().address().getPort(),
            Portal.SIGN_IN_PATH,
            gateway().links().issue(Demo.patient(gateway())));
  }

  private static void press(Page page, String button) {
    page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName(Pattern.compile(button)))
        .click();
  }

  private static String report() {
    return "/fhir/$variant-report?subject=%s&panel=%s"
        .formatted(DemoWorld.PATIENT, DemoWorld.PANEL);
  }

  private GatewayClient client(String who) throws IOException {
    return new GatewayClient(
        gateway().running().address(), Files.readString(demo.token(who)).strip());
  }

  private List<Object> samplesSeen() throws Exception {
    try (var researcher = client("researcher");
        var body = researcher.stream(QUERY)) {
      var summary = VariantTable.write(body, new PrintWriter(Writer.nullWriter()));
      return new JsonArray(summary.metadata().get("genogate.samples")).stream().toList();
    }
  }

  private static Path project() {
    return Stream.iterate(Path.of("").toAbsolutePath(), Path::getParent)
        .filter(at -> Files.isExecutable(at.resolve("notebooks/run")))
        .findFirst()
        .orElseThrow();
  }
}
