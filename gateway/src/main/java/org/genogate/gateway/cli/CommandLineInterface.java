package org.genogate.gateway.cli;

import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import org.genogate.gateway.client.GatewayException;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// `genogate` and its commands.
///
/// Exit codes: 0 done, 1 the work failed, 2 a mistake that the person at the terminal can mend.
@Command(
    name = "genogate",
    description = "Shares genomes as far as each person's consent allows, and no further.",
    mixinStandardHelpOptions = true,
    version = "GenoGate 0.1.0",
    subcommands = {
      DemoCommand.class,
      ServeCommand.class,
      IngestCommand.class,
      QueryCommand.class,
      ConsentCommand.class,
      ReleaseCommand.class,
      LogCommand.class,
      VerifyCommand.class,
      ClusterCommand.class,
    })
public final class CommandLineInterface implements Runnable {

  private final PrintStream out;
  private final PrintStream err;

  @Spec private CommandSpec spec = CommandSpec.create();

  public CommandLineInterface(PrintStream out, PrintStream err) {
    this.out = out;
    this.err = err;
  }

  /// @return the exit code
  public int run(String... arguments) {
    var commandLine =
        new CommandLine(this)
            .setOut(new PrintWriter(out, true, StandardCharsets.UTF_8))
            .setErr(new PrintWriter(err, true, StandardCharsets.UTF_8))
            .setCaseInsensitiveEnumValuesAllowed(true)
            .setExecutionExceptionHandler(CommandLineInterface::explain)
            .setParameterExceptionHandler(CommandLineInterface::explainUsage);
    return commandLine.execute(arguments);
  }

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "say what to do; see genogate --help");
  }

  private static int explain(
      Exception failure, CommandLine commandLine, CommandLine.ParseResult parsed) throws Exception {
    int exitCode =
        switch (failure) {
          case CommandException known -> known.exitCode();
          case GatewayException refused -> refused.isMistake() ? 2 : 1;
          default -> throw failure;
        };
    commandLine.getErr().println("genogate: " + failure.getMessage());
    return exitCode;
  }

  private static int explainUsage(ParameterException mistake, String[] arguments) {
    var commandLine = mistake.getCommandLine();
    commandLine
        .getErr()
        .printf(
            "genogate: %s (see %s --help)%n",
            firstLine(mistake), commandLine.getCommandSpec().qualifiedName());
    return 2;
  }

  private static String firstLine(ParameterException mistake) {
    var message = mistake.getMessage();
    return message == null
        ? "the command cannot be understood"
        : message.lines().findFirst().orElse("");
  }
}
