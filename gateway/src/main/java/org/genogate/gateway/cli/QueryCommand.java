package org.genogate.gateway.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.genogate.gateway.client.GatewayClient;
import org.genogate.gateway.client.GatewayException;
import org.genogate.genomics.arrow.VariantTable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// Asks a gateway for variants, as a researcher does.
@Command(
    name = "query",
    description = "Ask a gateway for variants; prints a table, or writes the Arrow stream.",
    mixinStandardHelpOptions = true,
    sortOptions = false)
final class QueryCommand implements Callable<Integer> {

  @Spec private CommandSpec spec = CommandSpec.create();

  @Option(
      names = "--url",
      converter = GatewayAddress.class,
      description = "The gateway (default: ${DEFAULT-VALUE}).")
  private URI url = URI.create("http://127.0.0.1:8080/");

  @Option(
      names = "--token-file",
      required = true,
      description = "File that holds a researcher's bearer token.")
  private Path tokenFile = Path.of("");

  @Option(names = "--dataset", required = true, description = "The dataset's name.")
  private String dataset = "";

  @Option(
      names = "--region",
      required = true,
      description = "Like 22:16050000-16060000, 1-based, both ends included; may be repeated.")
  private List<String> regions = new ArrayList<>();

  @Option(names = "--purpose", required = true, description = "GRU, HMB or DS.")
  private String purpose = "";

  @Option(names = "--disease", description = "With DS, a term such as MONDO:0007254.")
  private @Nullable String disease;

  @Option(names = "--view", description = "sites or dosages (default: ${DEFAULT-VALUE}).")
  private String view = "sites";

  @Option(names = "--samples", split = ",", description = "Only these, with commas between.")
  private List<String> samples = new ArrayList<>();

  @Option(names = "--limit", description = "At most so many rows.")
  private @Nullable Long limit;

  @Option(names = "--compression", description = "none or zstd (default: ${DEFAULT-VALUE}).")
  private String compression = "none";

  @Option(names = "--out", description = "Write the Arrow IPC stream here instead of a table.")
  private @Nullable Path out;

  @Override
  public Integer call() throws CommandException, GatewayException {
    try (var client = new GatewayClient(url, Tokens.read(tokenFile));
        var body =
            client.stream(
                "/v1/datasets/%s/variants".formatted(URLEncoder.encode(dataset, UTF_8)),
                question())) {
      if (out != null) {
        Files.copy(body, out, StandardCopyOption.REPLACE_EXISTING);
      } else {
        print(VariantTable.write(body, spec.commandLine().getOut()));
      }
    } catch (IOException e) {
      throw CommandException.failure(
          "the answer broke off and must not be used: " + e.getMessage(), e);
    }
    return 0;
  }

  private void print(VariantTable.Summary summary) {
    PrintWriter err = spec.commandLine().getErr();
    err.printf(
        "%,d rows, %,d samples; access %s at ledger size %s%n",
        summary.rows(),
        summary.samples(),
        summary.metadata().getOrDefault("genogate.access_id", "?"),
        summary.metadata().getOrDefault("genogate.ledger_size", "?"));
  }

  private JsonObject question() {
    var question =
        new JsonObject()
            .put("region", new JsonArray(regions))
            .put("purpose", purpose)
            .put("view", view)
            .put("compression", compression);
    if (disease != null) {
      question.put("disease", disease);
    }
    if (!samples.isEmpty()) {
      question.put("samples", new JsonArray(samples));
    }
    if (limit != null) {
      question.put("limit", limit);
    }
    return question;
  }
}
