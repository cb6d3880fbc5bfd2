package org.genogate.gateway.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// Bearer tokens in files, so that none stands on a command line where every user of the machine
/// can read it.
final class Tokens {

  private Tokens() {}

  static String read(Path file) throws CommandException {
    String token;
    try {
      token = Files.readString(file).strip();
    } catch (IOException e) {
      throw CommandException.mistake("cannot read the token file %s".formatted(file), e);
    }
    if (token.isEmpty() || !token.chars().allMatch(c -> c > ' ' && c < 0x7f)) {
      throw CommandException.mistake("%s holds no token".formatted(file));
    }
    return token;
  }
}
