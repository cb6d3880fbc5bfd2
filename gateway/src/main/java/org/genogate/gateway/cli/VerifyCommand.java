package org.genogate.gateway.cli;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.genogate.gateway.client.GatewayClient;
import org.genogate.gateway.client.GatewayException;
import org.genogate.gateway.client.ServedLedger;
import org.genogate.ledger.BrokenLedgerException;
import org.genogate.ledger.LedgerAudit;
import org.genogate.ledger.checkpoint.InvalidNoteException;
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

  @Option(names = "--token-file", description = "With --url: file of an auditor's bearer token.")
  private @Nullable Path tokenFile;

  @Override
  public Integer call() throws CommandException, GatewayException {
    if (where.data != null) {
      try (var reached = Reached.existing(where.data);
          var client = reached.client()) {
        return verify(new ServedLedger(client, true), localKey(where.data));
      }
    }
    if (where.url == null || vkey == null) {
      throw CommandException.mistake(
          "--url needs --vkey: a key that the gateway names itself would prove nothing");
    }
    var token = tokenFile == null ? "" : Tokens.read(tokenFile);
    try (var client = new GatewayClient(where.url, token)) {
      return verify(new ServedLedger(client, !token.isEmpty()), vkey);
    }
  }

  private String localKey(Path data) throws CommandException, GatewayException {
    if (vkey != null) {
      return vkey;
    }
    try {
      return Files.readString(data.resolve("ledger").resolve("vkey")).strip();
    } catch (IOException e) {
      throw CommandException.failure("the data folder names no log key", e);
    }
  }

  private int verify(LedgerAudit.Source source, String key)
      throws CommandException, GatewayException {
    try {
      var verified = LedgerAudit.verify(source, VerifierKey.parse(key));
      spec.commandLine()
          .getOut()
          .printf(
              "verified: %,d entries under %,d checkpoints, root %s%s%n",
              verified.size(),
              verified.checkpoints(),
              verified.root(),
              verified.entriesRead() ? "; every entry follows the rules" : " (hashes only)");
      return 0;
    } catch (InvalidNoteException e) {
      throw CommandException.mistake("not a verifier key: " + e.getMessage(), e);
    } catch (BrokenLedgerException e) {
      throw CommandException.failure("the ledger is broken: " + e.getMessage(), e);
    } catch (IOException e) {
      throw CommandException.failure("the ledger cannot be read: " + e.getMessage(), e);
    }
  }
}
