package org.genogate.gateway.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.genogate.gateway.release.CommitteeKey;
import org.genogate.ledger.FirstLaw;
import org.genogate.ledger.key.PublicKey;
import picocli.CommandLine.Option;

/// Whether a new log wants releases, and who oversees its custodian.
final class ReleaseLawOptions {

  @Option(
      names = "--releases",
      description = "Research needs a release that custodian and committee agreed to.")
  private boolean releases;

  @Option(
      names = "--committee",
      paramLabel = "FILE",
      description = "With --releases, a committee's public key (release key); may be repeated.")
  private List<Path> committee = new ArrayList<>();

  FirstLaw law() throws CommandException {
    if (!releases && committee.isEmpty()) {
      return FirstLaw.plain();
    }
    if (!releases) {
      throw CommandException.mistake("--committee goes with --releases");
    }
    if (committee.isEmpty()) {
      throw CommandException.mistake(
          "--releases needs --committee FILE: without a committee nothing could be released");
    }
    var keys = new ArrayList<PublicKey>();
    for (var file : committee) {
      keys.add(publicKey(file));
    }
    try {
      return FirstLaw.withReleases(keys);
    } catch (IllegalArgumentException e) {
      throw CommandException.mistake(String.valueOf(e.getMessage()), e);
    }
  }

  static PublicKey publicKey(Path file) throws CommandException {
    try {
      return CommitteeKey.readPublic(file);
    } catch (IllegalArgumentException e) {
      throw CommandException.mistake(String.valueOf(e.getMessage()), e);
    } catch (IOException e) {
      throw CommandException.mistake("cannot read %s".formatted(file), e);
    }
  }
}
