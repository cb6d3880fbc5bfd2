package org.genogate.gateway.cli;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.genogate.gateway.client.GatewayException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// What the custodian records for people who ask at the desk.
@Command(
    name = "consent",
    description = "Record, stop and list what people allow, as the custodian does at the desk.",
    subcommands = EraseCommand.class,
    mixinStandardHelpOptions = true)
final class ConsentCommand implements Runnable {

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public void run() {
    throw new ParameterException(
        spec.commandLine(), "say which: grant, deny, revoke, erase or list");
  }

  /// Whom it concerns.
  static final class Whom {
    @Option(names = "--data", required = true, description = "The data folder.")
    Path data = Path.of("");

    @Option(names = "--person", required = true, description = "As the people file calls them.")
    String person = "";
  }

  /// What is allowed or refused.
  static final class TermsOptions {
    @Option(
        names = "--use",
        required = true,
        description =
            "GRU (any research), HMB (health research), DS (one disease) or CARE (own care).")
    String use = "";

    @Option(names = "--disease", description = "With DS, a term such as MONDO:0007254.")
    @Nullable String disease;

    @Option(
        names = "--grantee",
        description = "anyone, organisation:ID or requester:ID (default: ${DEFAULT-VALUE}).")
    String grantee = "anyone";

    @Option(names = "--dataset", description = "Only this dataset; may be repeated.")
    List<String> datasets = new ArrayList<>();

    @Option(names = "--from", description = "An instant such as 2026-11-24T00:00:00Z.")
    @Nullable String from;

    @Option(names = "--until", description = "The first instant that is not covered.")
    @Nullable String until;

    @Option(
        names = "--withhold",
        description = "Label of a region to hold back, from the configuration; may be repeated.")
    List<String> withheld = new ArrayList<>();

    JsonObject put(JsonObject order) {
      order.put("use", use).put("grantee", grantee);
      putIfGiven(order, "disease", disease);
      putIfGiven(order, "from", from);
      putIfGiven(order, "until", until);
      return order
          .put("datasets", new JsonArray(datasets))
          .put("withheld", new JsonArray(withheld));
    }

    private static void putIfGiven(JsonObject order, String field, @Nullable String value) {
      if (value != null) {
        order.put(field, value);
      }
    }
  }

  @Command(
      name = "grant",
      description =
          "Record that a person allows a use. It acts once sealed, within a second or two.",
      mixinStandardHelpOptions = true,
      sortOptions = false)
  int grant(@Mixin Whom whom, @Mixin TermsOptions terms) throws CommandException, GatewayException {
    return record(whom, terms, "grant");
  }

  @Command(
      name = "deny",
      description = "Record that a person refuses a use for good; it wins over every grant.",
      mixinStandardHelpOptions = true,
      sortOptions = false)
  int deny(@Mixin Whom whom, @Mixin TermsOptions terms) throws CommandException, GatewayException {
    return record(whom, terms, "denial");
  }

  private int record(Whom whom, TermsOptions terms, String kind)
      throws CommandException, GatewayException {
    var order = terms.put(new JsonObject().put("person", whom.person).put("kind", kind));
    var change = post(whom, "/v1/custodian/consents", order);
    spec.commandLine()
        .getOut()
        .printf(
            "%s %s recorded at ledger index %d%n",
            kind, change.getString("consentId"), change.getLong("ledgerIndex"));
    return 0;
  }

  /// What to stop.
  static final class What {
    @Option(names = "--consent", required = true, description = "One grant or denial, by its id.")
    @Nullable String consent;

    @Option(names = "--all", required = true, description = "Every grant made so far.")
    boolean all;
  }

  @Command(
      name = "revoke",
      description = "Stop one grant or all. Returns once no running stream holds the person.",
      mixinStandardHelpOptions = true,
      sortOptions = false)
  int revoke(@Mixin Whom whom, @ArgGroup(exclusive = true, multiplicity = "1") What what)
      throws CommandException, GatewayException {
    var order = new JsonObject().put("person", whom.person);
    if (what.consent != null) {
      order.put("consent", what.consent);
    }
    var change = post(whom, "/v1/custodian/revocations", order);
    spec.commandLine()
        .getOut()
        .printf(
            "stopped at ledger index %d; %d streams under way lost the data%n",
            change.getLong("ledgerIndex"), change.getInteger("streamsAffected"));
    return 0;
  }

  @Command(
      name = "list",
      description = "List a person's grants and denials, and what became of them.",
      mixinStandardHelpOptions = true,
      sortOptions = false)
  int list(@Mixin Whom whom) throws CommandException, GatewayException {
    var answer =
        post(whom, "/v1/custodian/consents/list", new JsonObject().put("person", whom.person));
    var out = spec.commandLine().getOut();
    if (answer.containsKey("erasure")) {
      out.println(EraseCommand.progress(answer.getJsonObject("erasure")));
    }
    for (var element : answer.getJsonArray("consents")) {
      var consent = (JsonObject) element;
      out.printf(
          "%s  %-7s %-10s %s%n",
          consent.getString("consentId"),
          consent.getString("kind"),
          consent.getString("state"),
          consent.containsKey("terms")
              ? consent.getJsonObject("terms").encode()
              : "its terms cannot be read");
    }
    return 0;
  }

  static JsonObject post(Whom whom, String path, JsonObject order)
      throws CommandException, GatewayException {
    try (var reached = Reached.existing(whom.data);
        var client = reached.client()) {
      return client.post(path, order);
    }
  }
}
