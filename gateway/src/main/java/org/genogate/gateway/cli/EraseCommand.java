package org.genogate.gateway.cli;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.genogate.gateway.client.GatewayClient;
import org.genogate.gateway.client.GatewayException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// Orders that a person's key be destroyed everywhere, and watches it happen.
@Command(
    name = "erase",
    description = "Destroy a person's key on every node, for ever. There is no way back.",
    mixinStandardHelpOptions = true,
    sortOptions = false)
final class EraseCommand implements Callable<Integer> {

  private static final String LIST = "/v1/custodian/consents/list";

  /// A seal makes it final within a second or two; a node that is down may be so for long.
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private static final Duration LOOK_AGAIN = Duration.ofMillis(200);

  private static final String WHAT_IT_DOES =
      """
      This destroys the person's key on every node that keeps the ledger, for ever:
        - every grant ends now, everywhere; streams under way go on without the person
        - what the person allowed and refused can be read by nobody any more
        - nothing can ever be allowed again under this entry of the register
        - each node's master key changes, and older backups open with the old one alone: make new
          ones afterwards
      It does not:
        - take the person out of the register of people
        - take genotypes out of datasets (ingest a version without the person)
        - take back what was handed out before, or change the ledger, which names nobody
      """;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Mixin private ConsentCommand.Whom whom = new ConsentCommand.Whom();

  @Option(names = "--yes", description = "Do not ask.")
  private boolean yes;

  @Override
  public Integer call() throws CommandException, GatewayException {
    var out = spec.commandLine().getOut();
    if (!yes) {
      confirm(out);
    }
    try (var reached = Reached.existing(whom.data);
        var client = reached.client()) {
      var change = client.post("/v1/custodian/erasures", about());
      out.printf(
          "erasure ordered at ledger index %d; %d streams under way lost the data%n",
          change.getLong("ledgerIndex"), change.getInteger("streamsAffected"));
      watch(client, out);
    }
    out.println(
        "The register of people still has the person, and datasets still hold the genotypes.");
    return 0;
  }

  @SuppressWarnings(
      "SystemConsoleNull") // NullAway and the JDK disagree about whether it can be null
  private void confirm(PrintWriter out) throws CommandException {
    var console = System.console();
    if (console == null || !console.isTerminal()) {
      throw CommandException.mistake("this cannot be undone: say --yes");
    }
    out.print(WHAT_IT_DOES);
    out.flush();
    if (!"erase".equals(console.readLine("Type erase to go on: "))) {
      throw CommandException.mistake("nothing was erased");
    }
  }

  /// Says each change, until all nodes have done it or nothing changed for long.
  private void watch(GatewayClient client, PrintWriter out)
      throws CommandException, GatewayException {
    String said = "";
    long changed = System.nanoTime();
    while (System.nanoTime() - changed < PATIENCE.toNanos()) {
      var erasure = client.post(LIST, about()).getJsonObject("erasure", new JsonObject());
      var progress = progress(erasure);
      if (!progress.equals(said)) {
        out.println(progress);
        out.flush();
        said = progress;
        changed = System.nanoTime();
      }
      if (isComplete(erasure)) {
        return;
      }
      pause();
    }
    out.println("The others do it as soon as they are back; consent list tells.");
  }

  private static boolean isComplete(JsonObject erasure) {
    return erasure.getInteger("nodesDone", 0) >= erasure.getInteger("nodes", 1);
  }

  /// How far an erasure is, in one line.
  static String progress(JsonObject erasure) {
    var line =
        "erasure ordered at ledger index %d, %s: %d of %d nodes destroyed the key"
            .formatted(
                erasure.getLong("ledgerIndex", 0L),
                erasure.getBoolean("final", false) ? "final" : "not final yet",
                erasure.getInteger("nodesDone", 0),
                erasure.getInteger("nodes", 1));
    var waiting =
        erasure.getJsonArray("waitingFor", new JsonArray()).stream()
            .map(String::valueOf)
            .collect(Collectors.joining(", "));
    return waiting.isEmpty() ? line : line + "; waiting for " + waiting;
  }

  private static void pause() throws CommandException {
    try {
      TimeUnit.NANOSECONDS.sleep(LOOK_AGAIN.toNanos());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw CommandException.failure("interrupted while the nodes destroy the key", e);
    }
  }

  private JsonObject about() {
    return new JsonObject().put("person", whom.person);
  }
}
