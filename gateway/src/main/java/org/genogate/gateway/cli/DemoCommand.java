package org.genogate.gateway.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.genogate.gateway.client.GatewayException;
import org.genogate.gateway.config.ConfigException;
import org.genogate.gateway.demo.ClusterDemo;
import org.genogate.gateway.demo.ClusterStory;
import org.genogate.gateway.demo.Demo;
import org.genogate.gateway.demo.DemoFolder;
import org.genogate.gateway.demo.DemoNodes;
import org.genogate.gateway.demo.DemoStory;
import org.genogate.gateway.demo.StoryException;
import org.genogate.gateway.http.CannotListenException;
import org.genogate.gateway.node.FolderInUseException;
import org.genogate.gateway.node.Gateway;
import org.genogate.gateway.portal.Portal;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// The whole of GenoGate on made-up people.
@Command(
    name = "demo",
    description =
        "Make a small made-up cohort with varied consents and serve it, or play its story.",
    mixinStandardHelpOptions = true,
    sortOptions = false)
final class DemoCommand implements Callable<Integer> {

  @Spec private CommandSpec spec = CommandSpec.create();

  @Option(names = "--dir", description = "Where to keep it (default: ${DEFAULT-VALUE}).")
  private Path directory = Path.of("demo-data");

  @Option(names = "--port", description = "The port (default: ${DEFAULT-VALUE}).")
  private int port = 8080;

  @Option(names = "--samples", description = "How many people (default: ${DEFAULT-VALUE}).")
  private int samples = Demo.Size.DEFAULT.samples();

  @Option(names = "--sites", description = "How many sites (default: ${DEFAULT-VALUE}).")
  private int sites = Demo.Size.DEFAULT.sites();

  @Option(
      names = "--nodes",
      description =
          "How many gateways keep the ledger, each a process; 3 or 5, or 1 (the default).")
  private int nodes = 1;

  @Option(
      names = "--check",
      description = "Play the whole story unattended, a line a step; exit 0 or say what failed.")
  private boolean check;

  @Override
  public Integer call() throws CommandException, InterruptedException {
    var out = spec.commandLine().getOut();
    var folder = new DemoFolder(directory);
    try {
      if (nodes != 1) {
        return cluster(out, folder);
      }
      if (check) {
        new DemoStory(folder, new Demo.Size(samples, sites), out::println).play();
        return 0;
      }
      var demo =
          new Demo(folder, new Demo.Size(samples, sites), line -> out.println(line + " ..."));
      try (var signal = StopSignal.install();
          var gateway = demo.start(port)) {
        introduce(out, folder, gateway);
        signal.await();
      }
      return 0;
    } catch (FolderInUseException
        | ConfigException
        | CannotListenException
        | IllegalArgumentException e) {
      throw CommandException.mistake(String.valueOf(e.getMessage()), e);
    } catch (StoryException | GatewayException e) {
      throw CommandException.failure("the story failed: " + e.getMessage(), e);
    } catch (IOException e) {
      throw CommandException.failure(String.valueOf(e.getMessage()), e);
    }
  }

  private int cluster(PrintWriter out, DemoFolder folder)
      throws IOException,
          FolderInUseException,
          ConfigException,
          StoryException,
          GatewayException,
          InterruptedException {
    var size = new Demo.Size(samples, sites);
    if (check) {
      new ClusterStory(folder, size, nodes, out::println).play();
      return 0;
    }
    try (var signal = StopSignal.install();
        var cluster =
            new ClusterDemo(folder, size, nodes, line -> out.println(line + " ...")).start()) {
      introduce(out, folder, cluster);
      signal.await();
    }
    return 0;
  }

  private static void introduce(PrintWriter out, DemoFolder folder, DemoNodes cluster)
      throws IOException {
    var addresses = cluster.addresses();
    var data = cluster.data();
    out.printf("%nOne ledger, kept by %d gateways; node-1 has the dataset:%n", data.size());
    for (int node = 0; node < data.size(); node++) {
      out.printf("  node-%d  %s  %s%n", node + 1, addresses.get(node), data.get(node));
    }
    out.printf(
        """

        How they stand, and a check of what each serves:
          ./genogate cluster status --data %1$s
          ./genogate verify --data %2$s

        A researcher at node-1; the patient stops everything at node-2:
          ./genogate query --url %3$s --token-file %5$s/researcher.token --dataset demo --region 22:20000000-20020000 --purpose HMB
          curl -sXPOST -H "Authorization: Bearer $(cat %5$s/patient.token)" %4$sv1/me/revocation

        Kill one with kill -9: the others go on. Stop all with Ctrl-C.
        Everything is in %6$s; remove that folder to begin anew.
        """,
        data.get(0),
        data.get(1),
        addresses.get(0),
        addresses.get(1),
        folder.root().resolve("tokens"),
        folder.root());
    out.flush();
  }

  private static void introduce(PrintWriter out, DemoFolder folder, Gateway gateway) {
    int port = gateway.running().address().getPort();
    var tokens = folder.root().resolve("tokens");
    out.printf(
        """

        GenoGate is serving a made-up cohort at http://127.0.0.1:%1$d/

        The patient's page (this sign-in works once, within 15 minutes):
          http://localhost:%1$d%2$s#%3$s

        A researcher, for health research; then another whose project nobody consented to by that name:
          ./genogate query --url http://127.0.0.1:%1$d --token-file %4$s/researcher.token --dataset demo --region 22:20000000-20020000 --purpose HMB
          ./genogate query --url http://127.0.0.1:%1$d --token-file %4$s/other-researcher.token --dataset demo --region 22:20000000-20020000 --purpose HMB

        A clinic, about patient P-0001 (open it in a browser with the header, or read the FHIR):
          curl -sH "Authorization: Bearer $(cat %4$s/clinician.token)" 'http://127.0.0.1:%1$d/fhir/$variant-report?subject=P-0001&panel=clopidogrel'

        The patient, by program: what they allow, who looked, and stopping everything:
          curl -sH "Authorization: Bearer $(cat %4$s/patient.token)" http://127.0.0.1:%1$d/v1/me/consents
          curl -sH "Authorization: Bearer $(cat %4$s/patient.token)" http://127.0.0.1:%1$d/v1/me/accesses
          curl -sXPOST -H "Authorization: Bearer $(cat %4$s/patient.token)" http://127.0.0.1:%1$d/v1/me/revocation

        Anyone, to check the ledger:
          ./genogate verify --data %5$s

        Stop it with Ctrl-C. Everything is in %6$s; remove that folder to begin anew.
        """,
        port,
        Portal.SIGN_IN_PATH,
        gateway.links().issue(Demo.patient(gateway)),
        tokens,
        folder.data(),
        folder.root());
    out.flush();
  }
}
