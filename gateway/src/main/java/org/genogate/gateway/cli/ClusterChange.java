package org.genogate.gateway.cli;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import org.genogate.gateway.client.GatewayException;
import org.genogate.gateway.cluster.Change;
import org.genogate.gateway.cluster.ClusterMistakeException;
import org.genogate.gateway.cluster.Proposal;
import org.genogate.gateway.config.ChangeFile;
import org.genogate.gateway.config.ClusterFile;
import org.genogate.gateway.config.ConfigException;
import org.genogate.gateway.config.NodeIdentity;
import org.genogate.gateway.node.DataFolder;
import org.genogate.gateway.node.FolderInUseException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// The verbs that change which nodes keep a ledger: each works on the file that goes from one
/// signer to the next.
abstract class ClusterChange implements Callable<Integer> {

  private static final int LOOKS = 3_000;
  private static final int LOOK_MILLIS = 200;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Option(names = "--data", required = true, description = "The data folder of this node.")
  private Path data = Path.of("");

  AskedCluster asked() {
    return new AskedCluster(data);
  }

  Path data() {
    return data;
  }

  PrintWriter out() {
    return spec.commandLine().getOut();
  }

  static void keep(JsonObject answer, Path out) throws CommandException {
    try {
      ChangeFile.parse(answer.getJsonObject("change").encode()).write(out);
    } catch (ConfigException e) {
      throw CommandException.failure("the gateway's answer is no change", e);
    } catch (IOException e) {
      throw CommandException.failure("cannot write %s".formatted(out), e);
    }
  }

  void say(JsonObject answer) {
    for (var line : answer.getJsonArray("words")) {
      out().println(line);
    }
    out().flush();
  }

  static ChangeFile read(Path file) throws CommandException {
    try {
      return ChangeFile.read(file);
    } catch (ConfigException e) {
      throw CommandException.mistake(String.valueOf(e.getMessage()), e);
    }
  }

  /// Writes the file that the others sign, with this node's signature.
  abstract static class Proposing extends ClusterChange {

    @Option(
        names = "--quorum",
        defaultValue = "",
        description = "How many nodes then make an entry final (default: the fewest).")
    private String quorum = "";

    @Option(names = "--out", required = true, description = "The file to write.")
    private Path out = Path.of("");

    void propose(JsonArray add, JsonArray remove) throws CommandException, GatewayException {
      if (Files.exists(out)) {
        throw CommandException.mistake("%s is there already".formatted(out));
      }
      int wanted = Change.FEWEST;
      if (quorum.equals("all")) {
        wanted = asked().status().getJsonArray("nodes").size() + add.size() - remove.size();
      } else if (!quorum.isEmpty()) {
        wanted = ClusterCommand.number(quorum);
      }
      var order = new JsonObject().put("add", add).put("remove", remove).put("quorum", wanted);
      var answer = asked().propose(order);
      keep(answer, out);
      say(answer);
      out()
          .printf(
              "wrote %s; each who has to signs it: cluster sign --data DIR %s%n",
              out, out.getFileName());
    }
  }

  /// Proposes to add nodes.
  @Command(
      name = "add",
      description = "Propose to add nodes to the running cluster, and sign that.",
      footer = {
        "",
        "Give the file to the others, and to the new node: each looks at it and signs it, with",
        "`cluster sign`. The new node then takes it with `cluster join`, and serves. `cluster apply`",
        "on any node of the cluster puts it on the ledger."
      },
      mixinStandardHelpOptions = true,
      sortOptions = false)
  static final class Add extends Proposing {

    @Parameters(paramLabel = "FILE", arity = "1..*", description = "What cluster identity wrote.")
    private List<Path> files = List.of();

    @Override
    public Integer call() throws CommandException, GatewayException {
      var add = new ArrayList<JsonObject>();
      for (var file : files) {
        try {
          add.add(NodeIdentity.read(file).toJson());
        } catch (ConfigException e) {
          throw CommandException.mistake(String.valueOf(e.getMessage()), e);
        }
      }
      propose(new JsonArray(add), new JsonArray());
      return 0;
    }
  }

  /// Proposes to remove nodes.
  @Command(
      name = "remove",
      description = "Propose to take nodes out of the running cluster, and sign that.",
      footer = {
        "",
        "A node that is taken out answers nothing any more, and cannot come back with its data. The",
        "others sign the file with `cluster sign`; `cluster apply` puts it on the ledger."
      },
      mixinStandardHelpOptions = true,
      sortOptions = false)
  static final class Remove extends Proposing {

    @Parameters(paramLabel = "NAME", arity = "1..*", description = "Of a node of the cluster.")
    private List<String> names = List.of();

    @Override
    public Integer call() throws CommandException, GatewayException {
      propose(new JsonArray(), new JsonArray(names));
      return 0;
    }
  }

  /// Signs what another proposed.
  @Command(
      name = "sign",
      description = "Say in words what a proposed change does, and sign it for this node.",
      mixinStandardHelpOptions = true,
      sortOptions = false)
  static final class Sign extends ClusterChange {

    @Parameters(paramLabel = "FILE", description = "What cluster add or remove wrote.")
    private Path file = Path.of("");

    @Override
    public Integer call() throws CommandException, GatewayException {
      var change = read(file);
      var running = asked().running();
      if (running) {
        var answer = asked().sign(change.toJson());
        keep(answer, file);
        say(answer);
      } else {
        signWithFolder(change);
      }
      return 0;
    }

    private void signWithFolder(ChangeFile change) throws CommandException {
      try (var folder = DataFolder.own(data());
          var vault = folder.openVault(new SecureRandom())) {
        var own = ClusterFile.in(data());
        var before =
            Files.exists(own) ? Optional.of(ClusterFile.read(own)) : Optional.<ClusterFile>empty();
        var signed = new Proposal(change, before).signed(vault);
        signed.write(file);
        new Proposal(signed, before).inWords().forEach(out()::println);
        out().flush();
      } catch (FolderInUseException | ConfigException | ClusterMistakeException e) {
        throw CommandException.mistake(String.valueOf(e.getMessage()), e);
      } catch (IOException e) {
        throw CommandException.failure("the data folder cannot be used: " + e.getMessage(), e);
      }
    }
  }

  /// Puts a change on the ledger.
  @Command(
      name = "apply",
      description = "Put a change that all have signed on the ledger, and see it come into force.",
      mixinStandardHelpOptions = true,
      sortOptions = false)
  static final class Apply extends ClusterChange {

    @Parameters(paramLabel = "FILE", description = "What cluster add or remove wrote.")
    private Path file = Path.of("");

    @Override
    public Integer call() throws CommandException, GatewayException {
      var change = read(file);
      say(asked().apply(change.toJson()));
      int epoch = change.file().council().epoch();
      out().printf("epoch %d is on the ledger; who votes follows%n", epoch);
      out().flush();
      awaitInForce(epoch);
      return 0;
    }

    /// To stop waiting stops nothing.
    private void awaitInForce(int epoch) throws CommandException, GatewayException {
      var last = "";
      for (int look = 0; look < LOOKS; look++) {
        var status = asked().status();
        if (!status.getBoolean("member")) {
          out().println("this node is no member of the cluster any more; stop it");
          return;
        }
        if (status.getInteger("epoch") >= epoch && status.getBoolean("settled")) {
          out().printf("in force: %s%n", names(status.getJsonArray("voters")));
          return;
        }
        var now = "voting: " + names(status.getJsonArray("voters"));
        if (!now.equals(last)) {
          out().println(now);
          out().flush();
          last = now;
        }
        pause();
      }
      throw CommandException.failure(
          "it is on the ledger, and not in force yet: does the new node run? see cluster status");
    }

    private static String names(JsonArray names) {
      return String.join(", ", names.stream().map(String::valueOf).toList());
    }

    private static void pause() throws CommandException {
      try {
        TimeUnit.MILLISECONDS.sleep(LOOK_MILLIS);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw CommandException.failure("interrupted; the change goes on", e);
      }
    }
  }
}
