package org.genogate.gateway.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import org.genogate.gateway.client.GatewayException;
import org.genogate.gateway.cluster.Candidates;
import org.genogate.gateway.cluster.ClusterMistakeException;
import org.genogate.gateway.cluster.Founder;
import org.genogate.gateway.cluster.Membership;
import org.genogate.gateway.cluster.NodeKeys;
import org.genogate.gateway.config.ClusterFile;
import org.genogate.gateway.config.ConfigException;
import org.genogate.gateway.config.NodeAddress;
import org.genogate.gateway.config.NodeIdentity;
import org.genogate.gateway.node.Backup;
import org.genogate.gateway.node.DataFolder;
import org.genogate.gateway.node.FolderInUseException;
import org.genogate.ledger.event.ValidatorName;
import org.genogate.ledger.vault.Vault;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// Makes one ledger of several gateways.
@Command(
    name = "cluster",
    description = "Keep one ledger on several gateways, and see how they stand.",
    footer = {
      "",
      "To begin: `identity` on each node, `init` on one with all their files, `join` on the others",
      "with the file that init wrote, then `serve` on each.",
      "To change who keeps the ledger: `add` or `remove`, `sign` by those who have a say, `apply`."
    },
    subcommands = {
      ClusterChange.Add.class,
      ClusterChange.Remove.class,
      ClusterChange.Sign.class,
      ClusterChange.Apply.class
    },
    mixinStandardHelpOptions = true)
final class ClusterCommand implements Runnable {

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public void run() {
    throw new ParameterException(
        spec.commandLine(),
        "say which: identity, init, join, status, members, add, remove, sign, apply, leave or"
            + " backup");
  }

  @Command(
      name = "identity",
      description = "Make this node's keys and write their public halves for whoever founds.",
      mixinStandardHelpOptions = true,
      sortOptions = false)
  int identity(
      @Option(names = "--data", required = true, description = "The data folder; made if absent.")
          Path data,
      @Option(
              names = "--name",
              required = true,
              description = "What the node is called: lower-case letters, digits, . and -.")
          String name,
      @Option(
              names = "--address",
              required = true,
              description = "HOST:PORT where its link listens, as the other nodes reach it.")
          String address,
      @Option(names = "--out", required = true, description = "The file to write.") Path out)
      throws CommandException {
    return withVault(
        data,
        (_, vault) -> {
          var identity =
              new NodeKeys(vault).identity(new ValidatorName(name), NodeAddress.parse(address));
          identity.write(out);
          out().printf("%s at %s: wrote %s%n", name, address, out);
        });
  }

  @Command(
      name = "init",
      description = "Found a cluster of the nodes whose files are given; this one is among them.",
      mixinStandardHelpOptions = true,
      sortOptions = false)
  int init(
      @Option(names = "--data", required = true, description = "The data folder of one of them.")
          Path data,
      @Option(
              names = "--quorum",
              required = true,
              description = "How many nodes make an entry final: a number, or all.")
          String quorum,
      @Option(
              names = "--name",
              defaultValue = "genogate",
              description = "What the cluster is called (default: ${DEFAULT-VALUE}).")
          String name,
      @Parameters(paramLabel = "FILE", arity = "1..*", description = "What cluster identity wrote.")
          List<Path> files,
      @Mixin ReleaseLawOptions options)
      throws CommandException {
    var law = options.law();
    return withVault(
        data,
        (folder, vault) -> {
          if (Files.exists(ClusterFile.in(data))
              || Files.exists(folder.ledger().resolve("origin"))) {
            throw CommandException.mistake("this data folder has a ledger already");
          }
          var nodes = new ArrayList<NodeIdentity>();
          for (var file : files) {
            nodes.add(NodeIdentity.read(file));
          }
          var candidates = Candidates.of(nodes, quorum(quorum, nodes.size()));
          var founded = new Founder(vault, new SecureRandom(), Clock.systemUTC());
          var file = founded.found(name, candidates, law);
          var _ = Membership.join(data, folder.ledger(), vault, file);
          candidates.advice().ifPresent(advice -> err().println("genogate: " + advice));
          out()
              .printf(
                  "founded %s of %d nodes, %d of them make an entry final; fingerprint %s%n"
                      + "give %s to the others, for cluster join%n",
                  name,
                  nodes.size(),
                  candidates.quorum(),
                  file.founding().fingerprint(),
                  ClusterFile.in(data));
        });
  }

  private static int quorum(String text, int all) throws CommandException {
    if (text.equals("all")) {
      return all;
    }
    return number(text);
  }

  static int number(String text) throws CommandException {
    try {
      return Integer.parseInt(text);
    } catch (NumberFormatException e) {
      throw CommandException.mistake("--quorum is a number, or all", e);
    }
  }

  @Command(
      name = "join",
      description = "Make this data folder one of the cluster's.",
      mixinStandardHelpOptions = true,
      sortOptions = false)
  int join(
      @Option(names = "--data", required = true, description = "The data folder.") Path data,
      @Parameters(paramLabel = "FILE", description = "What cluster init wrote, or add.") Path file)
      throws CommandException {
    return withVault(
        data,
        (folder, vault) -> {
          var membership = Membership.join(data, folder.ledger(), vault, ClusterFile.read(file));
          out()
              .printf(
                  "joined %s as %s; the fingerprint must be the same on all nodes: %s%n",
                  membership.file().cluster(),
                  membership.self(),
                  membership.file().founding().fingerprint());
        });
  }

  @Command(
      name = "status",
      description = "How the running gateway stands: leader, committed, final, leases, links.",
      mixinStandardHelpOptions = true,
      sortOptions = false)
  int status(
      @Option(names = "--data", required = true, description = "The data folder.") Path data,
      @Option(names = "--json", description = "As one JSON object.") boolean json)
      throws CommandException, GatewayException {
    var status = new AskedCluster(data).status();
    if (json) {
      out().println(status.encodePrettily());
    } else {
      AskedCluster.write(status, out());
    }
    return 0;
  }

  @Command(
      name = "members",
      description = "The nodes of the cluster, as the running gateway sees them.",
      mixinStandardHelpOptions = true,
      sortOptions = false)
  int members(
      @Option(names = "--data", required = true, description = "The data folder.") Path data,
      @Option(names = "--json", description = "As a JSON array.") boolean json)
      throws CommandException, GatewayException {
    var status = new AskedCluster(data).status();
    if (json) {
      out().println(status.getJsonArray("nodes").encodePrettily());
    } else {
      AskedCluster.writeMembers(status, out());
    }
    return 0;
  }

  @Command(
      name = "leave",
      description = "Hand leadership on, before this node is stopped.",
      footer = {
        "",
        "A node that only stops is waited for: the others go on while they are a quorum. To take",
        "one out for good, see `cluster remove`."
      },
      mixinStandardHelpOptions = true,
      sortOptions = false)
  int leave(@Option(names = "--data", required = true, description = "The data folder.") Path data)
      throws CommandException, GatewayException {
    var status = new AskedCluster(data).handOver();
    if (status.getString("self").equals(status.getString("leader"))) {
      throw CommandException.failure("nobody could take leadership over");
    }
    out()
        .printf(
            "%s does not lead, %s does; stop it now, and start it again when it is to come back%n",
            status.getString("self"), status.getString("leader", "nobody yet"));
    return 0;
  }

  @Command(
      name = "backup",
      description = "Copy a node's data into one archive, also while its gateway runs.",
      footer = {
        "",
        "To restore, unpack it into an empty folder (tar -xf FILE -C DIR), put master.key back,",
        "which is not in it, and serve. The node asks the others what it has forgotten, and catches",
        "up before it votes, signs or answers."
      },
      mixinStandardHelpOptions = true,
      sortOptions = false)
  int backup(
      @Option(names = "--data", required = true, description = "The data folder.") Path data,
      @Option(names = "--out", required = true, description = "The archive to write.") Path out)
      throws CommandException {
    if (!Files.exists(ClusterFile.in(data))) {
      throw CommandException.mistake("%s is no node of a cluster".formatted(data));
    }
    try {
      int copied = new Backup(data).write(out);
      out().printf("%,d files in %s; keep master.key elsewhere%n", copied, out);
      return 0;
    } catch (FileAlreadyExistsException e) {
      throw CommandException.mistake("%s is there already".formatted(out), e);
    } catch (IOException e) {
      throw CommandException.failure("the backup failed: " + e.getMessage(), e);
    }
  }

  @FunctionalInterface
  private interface VaultWork {
    void with(DataFolder folder, Vault vault)
        throws IOException, ConfigException, ClusterMistakeException, CommandException;
  }

  /// These commands work on a folder that no gateway runs on: what they change is read at a start.
  private static int withVault(Path data, VaultWork work) throws CommandException {
    try (var folder = DataFolder.own(data);
        var vault = folder.openVault(new SecureRandom())) {
      work.with(folder, vault);
      return 0;
    } catch (FolderInUseException e) {
      throw CommandException.mistake(
          "%s; stop the gateway that runs there first".formatted(e.getMessage()), e);
    } catch (ConfigException | ClusterMistakeException | IllegalArgumentException e) {
      throw CommandException.mistake(String.valueOf(e.getMessage()), e);
    } catch (NotDirectoryException e) {
      throw CommandException.mistake("%s is not a folder".formatted(data), e);
    } catch (IOException e) {
      throw CommandException.failure("the data folder cannot be used: " + e.getMessage(), e);
    }
  }

  private PrintWriter out() {
    return spec.commandLine().getOut();
  }

  private PrintWriter err() {
    return spec.commandLine().getErr();
  }
}
