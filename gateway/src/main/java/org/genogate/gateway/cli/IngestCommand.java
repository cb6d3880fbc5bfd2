package org.genogate.gateway.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.vertx.core.json.JsonObject;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.genogate.gateway.client.GatewayException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// Takes a variant file into custody.
@Command(
    name = "ingest",
    description = "Take a VCF file (plain or bgzipped, 4.1 to 4.3) into a data folder.",
    footer = {
      "",
      "Nobody can ask for it before people consent. A people file begins with the line",
      "`person,sample`; without one each sample is a person of the same name."
    },
    mixinStandardHelpOptions = true,
    sortOptions = false)
final class IngestCommand implements Callable<Integer> {

  @Spec private CommandSpec spec = CommandSpec.create();

  @Option(names = "--data", required = true, description = "The data folder; made if absent.")
  private Path data = Path.of("");

  @Option(
      names = "--dataset",
      required = true,
      description = "How requesters will call it: lower-case letters, digits and hyphens.")
  private String dataset = "";

  @Option(names = "--people", description = "CSV file of which sample is which person.")
  private @Nullable Path people;

  @Option(names = "--callable", description = "BED file of the regions that the assay can see.")
  private @Nullable Path callable;

  @Parameters(paramLabel = "FILE", description = "The VCF file.")
  private Path file = Path.of("");

  @Override
  public Integer call() throws CommandException, GatewayException {
    var order = new JsonObject().put("dataset", dataset).put("source", readable(file));
    if (people != null) {
      order.put("people", readable(people));
    }
    if (callable != null) {
      order.put("callable", readable(callable));
    }
    try (var reached = Reached.at(data);
        var client = reached.client();
        var lines =
            new BufferedReader(
                new InputStreamReader(client.stream("/v1/custodian/datasets", order), UTF_8))) {
      follow(lines);
    } catch (IOException e) {
      throw CommandException.failure("the ingest broke off: " + e.getMessage(), e);
    }
    return 0;
  }

  private static String readable(Path path) throws CommandException, GatewayException {
    if (!Files.isReadable(path) || Files.isDirectory(path)) {
      throw CommandException.mistake("cannot read %s".formatted(path));
    }
    return path.toAbsolutePath().normalize().toString();
  }

  /// Each line is a JSON object: progress, then how it ended.
  private void follow(BufferedReader lines) throws IOException, CommandException {
    var bar = new ProgressBar(spec.commandLine().getErr());
    for (var line = lines.readLine(); line != null; line = lines.readLine()) {
      var said = new JsonObject(line);
      if (said.containsKey("error")) {
        bar.end();
        throw CommandException.mistake(said.getString("error"));
      }
      if (said.containsKey("version")) {
        bar.end();
        spec.commandLine()
            .getOut()
            .printf(
                "%s version %d: %,d samples, %,d sites, %,d alleles%n",
                dataset,
                said.getInteger("version"),
                said.getInteger("samples"),
                said.getLong("sites"),
                said.getLong("rows"));
        return;
      }
      bar.at(said.getLong("bytesRead"), said.getLong("bytesTotal"), said.getLong("sites"));
    }
    throw new IOException("no last word came");
  }
}
