package org.genogate.gateway.cli;

/// A command that cannot do what was asked, in one line for the person at the terminal.
public final class CommandException extends Exception {

  private static final long serialVersionUID = 1L;

  private final int exitCode;

  private CommandException(int exitCode, String message) {
    super(message);
    this.exitCode = exitCode;
  }

  private CommandException(int exitCode, String message, Throwable cause) {
    super(message, cause);
    this.exitCode = exitCode;
  }

  /// The person can mend it: exit code 2.
  static CommandException mistake(String message) {
    return new CommandException(2, message);
  }

  static CommandException mistake(String message, Throwable cause) {
    return new CommandException(2, message, cause);
  }

  /// The command was right and the work failed: exit code 1.
  static CommandException failure(String message) {
    return new CommandException(1, message);
  }

  /// The command was right and the work failed: exit code 1.
  static CommandException failure(String message, Throwable cause) {
    return new CommandException(1, message, cause);
  }

  int exitCode() {
    return exitCode;
  }
}
