package org.genogate.cluster.process;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.genogate.cluster.NumberRules;
import org.genogate.ledger.event.ValidatorName;
import org.genogate.ledger.log.Committed;
import org.genogate.ledger.log.RefusedEntryException;
import org.jspecify.annotations.Nullable;

/// A node as a process that is told what to do, a line each, and answers when it is done:
///
/// | asked | answered |
/// |---|---|
/// | `7 append 42` | `7 done 311` with the index; `7 refused`; `7 unknown` |
/// | `8 revoke 42` | the same, once every node obeys |
/// | `9 read 42` | `9 yes` if it is revoked, `9 no`, or `9 silent` if this node may not say |
/// | `1 status` | `1 status LEADER TERM SIZE SEALED`, with `-` for no leader |
/// | `2 quit` | nothing: the process ends in order, as it does at the end of its input |
///
/// Its arguments: its name, its folder, and `name=host:port` for each node. It ends with status 3
/// when it must not go on.
public final class ReplicaProcess {

  static final int HALTED = 3;

  private final Replica replica;
  private final LockedRules rules;
  private final PrintStream out;

  private ReplicaProcess(Replica replica, LockedRules rules, PrintStream out) {
    this.replica = replica;
    this.rules = rules;
    this.out = out;
  }

  public static void main(String[] arguments) throws Exception {
    var self = new ValidatorName(arguments[0]);
    var folder = Path.of(arguments[1]);
    var addresses = new TreeMap<ValidatorName, InetSocketAddress>();
    for (int i = 2; i < arguments.length; i++) {
      var parts = arguments[i].split("[=:]", -1);
      addresses.put(
          new ValidatorName(parts[0]), new InetSocketAddress(parts[1], Integer.parseInt(parts[2])));
    }
    Files.createDirectories(folder);
    var rules = new LockedRules();
    var founding = new Founding(addresses);
    try (var replica =
        Replica.open(founding, self, folder, rules, rules::take, ReplicaProcess::halt)) {
      var out = new PrintStream(System.out, false, UTF_8);
      new ReplicaProcess(replica, rules, out).serve();
    }
    // What Hazelcast may have left running must not keep the process.
    Runtime.getRuntime().halt(0);
  }

  private static void halt(Throwable cause) {
    cause.printStackTrace();
    Runtime.getRuntime().halt(HALTED);
  }

  private void serve() throws IOException {
    say("0 ready");
    var in = new BufferedReader(new InputStreamReader(System.in, UTF_8));
    for (var line = in.readLine(); line != null; line = in.readLine()) {
      var words = line.split(" ", -1);
      if (words[1].equals("quit")) {
        return;
      }
      obey(words[0], words[1], words.length > 2 ? Long.parseLong(words[2]) : 0);
    }
  }

  private void obey(String id, String what, long number) {
    switch (what) {
      case "append" -> answer(id, replica.appender().append(NumberRules.number(number)));
      case "revoke" ->
          answer(id, replica.appender().appendEverywhere(NumberRules.revocation(number)));
      case "read" -> say(id + " " + read(number));
      case "status" -> say(id + " status " + status());
      default -> throw new IllegalArgumentException("no such command: " + what);
    }
  }

  private void answer(String id, CompletableFuture<Committed> outcome) {
    var _ = outcome.whenComplete((place, failure) -> say(id + " " + text(place, failure)));
  }

  private static String text(@Nullable Committed place, @Nullable Throwable failure) {
    if (place != null) {
      return "done " + place.index();
    }
    var cause = failure instanceof CompletionException ? failure.getCause() : failure;
    return cause instanceof RefusedEntryException ? "refused" : "unknown";
  }

  /// In this order: whoever may answer now knows what was acknowledged before now.
  private String read(long number) {
    if (!replica.cluster().mayRead()) {
      return "silent";
    }
    return rules.isRevoked(number) ? "yes" : "no";
  }

  private String status() {
    var standing = replica.cluster().status().standing();
    return "%s %d %d %d"
        .formatted(
            standing.leader().map(ValidatorName::value).orElse("-"),
            standing.term(),
            replica.log().size(),
            replica.log().sealedSize());
  }

  private void say(String line) {
    synchronized (out) {
      out.println(line);
      out.flush();
    }
  }
}
