package org.genogate.gateway.cli;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.concurrent.Callable;
import org.genogate.gateway.release.CommitteeKey;
import org.genogate.gateway.release.EndorsementDocument;
import org.genogate.gateway.release.RequestDocument;
import org.genogate.ledger.event.KeyRole;
import org.genogate.ledger.key.SigningKey;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// What a committee does on a machine of its own: no gateway, no data folder, no network.
final class CommitteeCommands {

  private CommitteeCommands() {}

  /// Makes the committee's key.
  @Command(
      name = "key",
      description = "Make a committee's key; its public half goes to the operator.",
      mixinStandardHelpOptions = true,
      sortOptions = false)
  static final class Key implements Callable<Integer> {

    @Spec private CommandSpec spec = CommandSpec.create();

    @Option(
        names = "--out",
        required = true,
        description = "The file for the private half, such as committee.pem.")
    private Path file = Path.of("");

    @Override
    public Integer call() throws CommandException {
      var publicFile = publicHalf(file);
      try {
        var key = CommitteeKey.make(file, publicFile, new SecureRandom());
        spec.commandLine()
            .getOut()
            .printf(
                "made key %s; keep %s to yourself, give %s to the operator%n",
                key.id(), file, publicFile);
        return 0;
      } catch (FileAlreadyExistsException e) {
        throw CommandException.mistake("%s is there already".formatted(e.getMessage()), e);
      } catch (IOException e) {
        throw CommandException.mistake("cannot write %s".formatted(file), e);
      }
    }

    /// `committee.pub` beside `committee.pem`.
    private static Path publicHalf(Path file) {
      var name = String.valueOf(file.getFileName());
      int stem = name.endsWith(".pem") ? name.length() - 4 : name.length();
      return file.resolveSibling(name.substring(0, stem) + ".pub");
    }
  }

  /// Reads a request and, with a key, signs it.
  @Command(
      name = "endorse",
      description = "Check and read what is asked for; with --key and --out, agree to it.",
      footer = {"", "Without a key it only shows what the document says: read it first."},
      mixinStandardHelpOptions = true,
      sortOptions = false)
  static final class Endorse implements Callable<Integer> {

    @Spec private CommandSpec spec = CommandSpec.create();

    @Option(names = "--document", required = true, description = "What release show wrote.")
    private Path document = Path.of("");

    @Option(names = "--key", description = "The committee's private key.")
    private @Nullable Path key;

    @Option(names = "--out", description = "The file to write, for the custodian.")
    private @Nullable Path file;

    @Override
    public Integer call() throws CommandException {
      if ((key == null) != (file == null)) {
        throw CommandException.mistake("--key and --out go together");
      }
      var request = Documents.read(document, RequestDocument::read);
      var out = spec.commandLine().getOut();
      if (key == null || file == null) {
        out.print(RequestDocument.inWords(request));
        out.println("nothing was signed: give --key and --out to agree");
        return 0;
      }
      var signing = signingKey(key);
      out.print(RequestDocument.inWords(request));
      var endorsement = request.endorsedBy(signing, KeyRole.COMMITTEE, new SecureRandom());
      Documents.write(file, EndorsementDocument.write(endorsement));
      out.printf(
          "signed with key %s; give %s to the custodian, for release submit%n",
          signing.publicKey().id(), file);
      return 0;
    }

    private static SigningKey signingKey(Path file) throws CommandException {
      try {
        return CommitteeKey.read(file);
      } catch (IllegalArgumentException e) {
        throw CommandException.mistake(String.valueOf(e.getMessage()), e);
      } catch (IOException e) {
        throw CommandException.mistake("cannot read %s".formatted(file), e);
      }
    }
  }
}
