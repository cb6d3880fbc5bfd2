package org.genogate.gateway.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.List;
import org.genogate.gateway.client.GatewayException;
import org.genogate.gateway.client.ServedLedger;
import org.genogate.gateway.node.DataFolder;
import org.genogate.gateway.node.FolderInUseException;
import org.genogate.gateway.node.NewLedger;
import org.genogate.ledger.EntryBundle;
import org.genogate.ledger.event.Entry;
import org.genogate.ledger.event.Event;
import org.genogate.ledger.event.MalformedEntryException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// Reads the ledger's entries, and proves them.
@Command(
    name = "log",
    description = "Begin a ledger, show its entries, or prove one offline.",
    mixinStandardHelpOptions = true)
final class LogCommand implements Runnable {

  private static final int BUNDLE = 256;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "say which: init, show or prove");
  }

  @Command(
      name = "init",
      description = "Begin the ledger of an empty data folder; serve does so too, without choice.",
      footer = {"", "For a ledger on several nodes it is cluster init, with the same options."},
      mixinStandardHelpOptions = true,
      sortOptions = false)
  int init(
      @Option(names = "--data", required = true, description = "The data folder; made if absent.")
          Path data,
      @Mixin ReleaseLawOptions options)
      throws CommandException {
    var law = options.law();
    try (var folder = DataFolder.own(data)) {
      var origin = NewLedger.begin(folder, law, Clock.systemUTC(), new SecureRandom());
      spec.commandLine()
          .getOut()
          .printf(
              "began %s%s%n",
              origin,
              law.committee().isEmpty()
                  ? ""
                  : "; research needs a release by custodian and committee");
      return 0;
    } catch (FolderInUseException | IllegalStateException e) {
      throw CommandException.mistake(String.valueOf(e.getMessage()), e);
    } catch (NotDirectoryException e) {
      throw CommandException.mistake("%s is not a folder".formatted(data), e);
    } catch (IOException e) {
      throw CommandException.failure("the data folder cannot be used: " + e.getMessage(), e);
    }
  }

  @Command(
      name = "show",
      description = "List sealed entries: index, event, leaf hash.",
      mixinStandardHelpOptions = true,
      sortOptions = false)
  int show(
      @Option(names = "--data", required = true, description = "The data folder.") Path data,
      @Option(
              names = "--from",
              defaultValue = "0",
              description = "The first index (default: ${DEFAULT-VALUE}).")
          long from,
      @Option(
              names = "--count",
              defaultValue = "50",
              description = "How many at most (default: ${DEFAULT-VALUE}).")
          long count)
      throws CommandException, GatewayException {
    if (from < 0 || count < 1) {
      throw CommandException.mistake("--from is 0 or more, --count 1 or more");
    }
    try (var reached = Reached.existing(data);
        var client = reached.client()) {
      show(new ServedLedger(client, true), from, count);
    } catch (IOException | MalformedEntryException e) {
      throw CommandException.failure("the ledger cannot be read: " + e.getMessage(), e);
    }
    return 0;
  }

  private void show(ServedLedger ledger, long from, long count)
      throws IOException, MalformedEntryException {
    long size = ledger.checkpointSizes().getLast();
    long end = count < size - from ? from + count : size;
    var out = spec.commandLine().getOut();
    for (long n = from / BUNDLE; n * BUNDLE < end; n++) {
      int width = (int) Math.min(BUNDLE, size - n * BUNDLE);
      long index = n * BUNDLE;
      for (var bytes : entries(ledger, n, width)) {
        var entry = Entry.decode(bytes);
        if (index >= from && index < end) {
          out.printf("%8d  %-17s %s%n", index, name(entry.event()), entry.leaf());
        }
        index++;
      }
    }
  }

  private static List<byte[]> entries(ServedLedger ledger, long n, int width) throws IOException {
    return ledger
        .entryBundle(n, width)
        .flatMap(EntryBundle::entries)
        .orElseThrow(() -> new IOException("entry bundle %d is broken".formatted(n)));
  }

  private static String name(Event event) {
    return event.getClass().getSimpleName();
  }

  @Command(
      name = "prove",
      description =
          "Write the offline proof (.tlog-proof) of an entry under the newest checkpoint.",
      mixinStandardHelpOptions = true,
      sortOptions = false)
  int prove(
      @Option(names = "--data", required = true, description = "The data folder.") Path data,
      @Option(names = "--out", description = "Write it here instead of printing it.")
          @Nullable Path file,
      @Parameters(paramLabel = "INDEX", description = "The entry's index.") long index)
      throws CommandException, GatewayException {
    try (var reached = Reached.existing(data);
        var client = reached.client()) {
      var proof = client.bytes("/ledger/proof/" + index);
      if (file == null) {
        var out = spec.commandLine().getOut();
        out.print(new String(proof, UTF_8));
        out.flush();
      } else {
        Files.write(file, proof, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING);
      }
    } catch (IOException e) {
      throw CommandException.failure("the proof cannot be written: " + e.getMessage(), e);
    }
    return 0;
  }
}
