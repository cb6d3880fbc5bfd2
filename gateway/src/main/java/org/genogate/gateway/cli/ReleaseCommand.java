package org.genogate.gateway.cli;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.genogate.gateway.client.GatewayException;
import org.genogate.gateway.release.EndorsementDocument;
import org.genogate.ledger.event.ReleaseId;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// Releases: the custodian's half at the data folder. The committee's half needs none, and is in
/// [CommitteeCommands].
@Command(
    name = "release",
    description =
        "Ask that datasets be released for a project, agree to it, and see how far it is.",
    subcommands = {CommitteeCommands.Key.class, CommitteeCommands.Endorse.class},
    footer = {
      "",
      "Custodian: request (or the researcher asks over HTTP), list, show, approve, submit, enroll.",
      "Committee, on its own machine: key once, then endorse what show wrote."
    },
    mixinStandardHelpOptions = true)
final class ReleaseCommand implements Runnable {

  private static final String RELEASES = "/v1/custodian/releases";

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public void run() {
    throw new ParameterException(
        spec.commandLine(),
        "say which: request, list, show, approve, submit, enroll, key or endorse");
  }

  @Command(
      name = "request",
      description = "Ask for a requester who came to the desk; the custodian signs for them.",
      mixinStandardHelpOptions = true,
      sortOptions = false)
  int request(
      @Option(names = "--data", required = true, description = "The data folder.") Path data,
      @Option(names = "--requester", required = true, description = "As their token calls them.")
          String requester,
      @Option(names = "--project", required = true, description = "Its id in the configuration.")
          String project,
      @Option(
              names = "--dataset",
              description = "Only this dataset of the project; may be repeated.")
          @Nullable List<String> datasets,
      @Option(
              names = "--purpose",
              description =
                  "Only this purpose of the project: GRU, HMB or 'DS MONDO:0007254'; may be"
                      + " repeated.")
          @Nullable List<String> purposes,
      @Option(names = "--until", description = "The first instant that is not covered.")
          @Nullable String until)
      throws CommandException, GatewayException {
    var order = new JsonObject().put("requester", requester).put("project", project);
    putIfGiven(order, "datasets", datasets);
    putIfGiven(order, "purposes", purposes);
    if (until != null) {
      order.put("until", until);
    }
    var done = post(data, RELEASES, order);
    out()
        .printf(
            "release %s requested at ledger index %d%n",
            done.getString("release"), done.getLong("ledgerIndex"));
    return 0;
  }

  private static void putIfGiven(JsonObject order, String field, @Nullable List<String> values) {
    if (values != null && !values.isEmpty()) {
      order.put(field, new JsonArray(new ArrayList<>(values)));
    }
  }

  @Command(
      name = "list",
      description = "All releases that were asked for, and whom they wait for.",
      mixinStandardHelpOptions = true,
      sortOptions = false)
  int list(
      @Option(names = "--data", required = true, description = "The data folder.") Path data,
      @Option(names = "--json", description = "As one JSON object.") boolean json)
      throws CommandException, GatewayException {
    JsonObject answer;
    try (var reached = Reached.existing(data);
        var client = reached.client()) {
      answer = client.get(RELEASES);
    }
    if (json) {
      out().println(answer.encodePrettily());
      return 0;
    }
    for (var element : answer.getJsonArray("releases")) {
      var release = (JsonObject) element;
      var terms = release.getJsonObject("terms");
      out()
          .printf(
              "%s  %-8s %s for %s of %s: %s, %s, until %s%s%n",
              release.getString("release"),
              release.getString("state"),
              terms.getString("requester"),
              terms.getString("project"),
              terms.getString("organisation"),
              words(terms, "datasets"),
              words(terms, "purposes"),
              terms.getString("until", "no end"),
              release.getJsonArray("waitsFor").isEmpty()
                  ? ""
                  : "; waits for " + words(release, "waitsFor"));
    }
    return 0;
  }

  private static String words(JsonObject json, String field) {
    return String.join(", ", json.getJsonArray(field).stream().map(String::valueOf).toList());
  }

  @Command(
      name = "show",
      description = "Write what a committee has to see before it agrees, and signs.",
      mixinStandardHelpOptions = true,
      sortOptions = false)
  int show(
      @Option(names = "--data", required = true, description = "The data folder.") Path data,
      @Option(names = "--id", required = true, description = "The release.") String id,
      @Option(names = "--out", required = true, description = "The file to write.") Path file)
      throws CommandException, GatewayException {
    try (var reached = Reached.existing(data);
        var client = reached.client()) {
      Documents.write(file, client.get(path(id)));
    }
    out().printf("wrote %s; give it to the committee, for release endorse%n", file);
    return 0;
  }

  @Command(
      name = "approve",
      description = "Agree to a release, as the custodian of this data folder.",
      mixinStandardHelpOptions = true,
      sortOptions = false)
  int approve(
      @Option(names = "--data", required = true, description = "The data folder.") Path data,
      @Option(names = "--id", required = true, description = "The release.") String id)
      throws CommandException, GatewayException {
    var done = post(data, path(id) + "/approval", new JsonObject());
    out().printf("the custodian agreed at ledger index %d%n", done.getLong("ledgerIndex"));
    return 0;
  }

  @Command(
      name = "submit",
      description = "Record what a committee signed.",
      mixinStandardHelpOptions = true,
      sortOptions = false)
  int submit(
      @Option(names = "--data", required = true, description = "The data folder.") Path data,
      @Parameters(paramLabel = "FILE", description = "What release endorse wrote.") Path file)
      throws CommandException, GatewayException {
    var endorsement = Documents.read(file, EndorsementDocument::read);
    var done = post(data, "/v1/custodian/endorsements", EndorsementDocument.write(endorsement));
    out()
        .printf(
            "release %s endorsed at ledger index %d%n",
            done.getString("release"), done.getLong("ledgerIndex"));
    return 0;
  }

  @Command(
      name = "enroll",
      description = "Name a key of a committee, signed by the operator who began the log.",
      mixinStandardHelpOptions = true,
      sortOptions = false)
  int enroll(
      @Option(names = "--data", required = true, description = "The data folder.") Path data,
      @Parameters(paramLabel = "FILE", description = "The committee's public key (release key).")
          Path file)
      throws CommandException, GatewayException {
    var key = ReleaseLawOptions.publicKey(file);
    var order = new JsonObject().put("key", Base64.getEncoder().encodeToString(key.toBytes()));
    var done = post(data, "/v1/custodian/committee", order);
    out()
        .printf(
            "committee key %s enrolled at ledger index %d%n",
            done.getString("key"), done.getLong("ledgerIndex"));
    return 0;
  }

  private static String path(String id) throws CommandException {
    try {
      return RELEASES + "/" + ReleaseId.parse(id);
    } catch (IllegalArgumentException e) {
      throw CommandException.mistake("--id is 32 hex digits, as release list shows them", e);
    }
  }

  private static JsonObject post(Path data, String path, JsonObject order)
      throws CommandException, GatewayException {
    try (var reached = Reached.existing(data);
        var client = reached.client()) {
      return client.post(path, order);
    }
  }

  private PrintWriter out() {
    return spec.commandLine().getOut();
  }
}
