package org.genogate.gateway.cli;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.genogate.gateway.client.GatewayClient;
import org.genogate.gateway.client.GatewayException;
import org.genogate.gateway.client.ServedLedger;
import org.genogate.gateway.config.ClusterFile;
import org.genogate.gateway.config.ConfigException;
import org.genogate.ledger.BrokenLedgerException;
import org.genogate.ledger.LedgerAudit;
import org.genogate.ledger.checkpoint.InvalidNoteException;
import org.genogate.ledger.checkpoint.Policy;
import org.genogate.ledger.checkpoint.VerifierKey;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// Checks a ledger from its first entry to its newest checkpoint.
@Command(
    name = "verify",
    description = "Check a ledger: signatures, tree, consistency; with entries, every rule too.",
    footer = {
      "",
      "Over --url only the hashes are public; an auditor's token lets the entries be checked too.",
      "Exit code 1 means that the ledger is not what it claims to be."
    },
    mixinStandardHelpOptions = true,
    sortOptions = false)
final class VerifyCommand implements Callable<Integer> {

  @Spec private CommandSpec spec = CommandSpec.create();

  @ArgGroup(multiplicity = "1")
  private Where where = new Where();

  /// Whose ledger.
  static final class Where {
    @Option(names = "--data", required = true, description = "The data folder.")
    @Nullable Path data;

    @Option(
        names = "--url",
        required = true,
        converter = GatewayAddress.class,
        description = "The gateway.")
    @Nullable URI url;
  }

  @Option(
      names = "--vkey",
      description = "The log's verifier key; needed with --url, as the data folder has it itself.")
  private @Nullable String vkey;

  @Option(
      names = "--policy",
      description =
          "File of the log's policy: each checkpoint must have its quorum of cosignatures. With"
              + " --data that of the cluster is taken.")
  private @Nullable Path policyFile;

  @Option(names = "--token-file", description = "With --url: file of an auditor's bearer token.")
  private @Nullable Path tokenFile;

  @Override
  public Integer call() throws CommandException, GatewayException {
    if (where.data != null) {
      try (var reached = Reached.existing(where.data);
          var client = reached.client()) {
        return verify(new ServedLedger(client, true), localPolicy(where.data));
      }
    }
    if (where.url == null || (vkey == null && policyFile == null)) {
      throw CommandException.mistake(
          "--url needs --vkey or --policy: a key that the gateway names itself would prove nothing");
    }
    var token = tokenFile == null ? "" : Tokens.read(tokenFile);
    try (var client = new GatewayClient(where.url, token)) {
      return verify(new ServedLedger(client, !token.isEmpty()), givenPolicy().orElseThrow());
    }
  }

  /// What the command's options say.
  private Optional<Policy> givenPolicy() throws CommandException {
    try {
      if (policyFile != null) {
        return Optional.of(Policy.parse(Files.readString(policyFile)));
      }
      return vkey == null ? Optional.empty() : Optional.of(ofLog(vkey));
    } catch (InvalidNoteException e) {
      throw CommandException.mistake("not a verifier key or policy: " + e.getMessage(), e);
    } catch (IOException e) {
      throw CommandException.mistake("cannot read %s".formatted(policyFile), e);
    }
  }

  private static Policy ofLog(String key) throws InvalidNoteException {
    return Policy.ofLog(VerifierKey.parse(key));
  }

  private Policy localPolicy(Path data) throws CommandException {
    var given = givenPolicy();
    if (given.isPresent()) {
      return given.get();
    }
    try {
      var cluster = ClusterFile.in(data);
      return Files.exists(cluster)
          ? ClusterFile.read(cluster).founding().policy()
          : ofLog(Files.readString(data.resolve("ledger").resolve("vkey")).strip());
    } catch (ConfigException e) {
      throw CommandException.mistake(String.valueOf(e.getMessage()), e);
    } catch (IOException | InvalidNoteException e) {
      throw CommandException.failure("the data folder names no log key", e);
    }
  }

  private int verify(LedgerAudit.Source source, Policy policy) throws CommandException {
    try {
      var verified = LedgerAudit.verify(source, policy);
      spec.commandLine()
          .getOut()
          .printf(
              "verified: %,d entries under %,d checkpoints, root %s%s%s%n",
              verified.size(),
              verified.checkpoints(),
              verified.root(),
              verified.entriesRead() ? "; every entry follows the rules" : " (hashes only)",
              policy.witnesses().isEmpty() ? "" : "; a quorum cosigned every checkpoint");
      return 0;
    } catch (BrokenLedgerException e) {
      throw CommandException.failure("the ledger is broken: " + e.getMessage(), e);
    } catch (IOException e) {
      throw CommandException.failure("the ledger cannot be read: " + e.getMessage(), e);
    }
  }
}
