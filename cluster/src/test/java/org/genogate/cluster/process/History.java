package org.genogate.cluster.process;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// What the nodes have promised, and how long it took. For many threads.
final class History {

  /// What is asked of the ledger about a number.
  enum Kind {
    APPEND,
    REVOKE
  }

  /// Something asked.
  record Wish(Kind kind, long number) {
    String command() {
      return (kind == Kind.APPEND ? "append " : "revoke ") + number;
    }

    /// As it stands in the log.
    String entry() {
      return (kind == Kind.APPEND ? "number " : "revoke ") + number;
    }
  }

  /// An acknowledgement.
  private record Sample(Kind kind, long at, long nanos) {}

  // All guarded by this.
  private final Map<Wish, Long> indexes = new LinkedHashMap<>();
  private final TreeMap<Long, Wish> promised = new TreeMap<>();
  private final List<Long> revoked = new ArrayList<>();
  private final List<Wish> unknown = new ArrayList<>();
  private final List<Sample> samples = new ArrayList<>();
  private final List<String> violations = Collections.synchronizedList(new ArrayList<>());
  private final Map<String, List<Duration>> failovers = new TreeMap<>();
  private @Nullable String outage;
  private long outageSince;
  private long lastNumber;
  private long reads;
  private long silent;
  private long unknowns;

  void violated(String what) {
    System.out.println("VIOLATION: " + what);
    violations.add(what);
  }

  List<String> violations() {
    return List.copyOf(violations);
  }

  /// A new wish, or one of which nobody knows what became.
  synchronized Wish next(Kind kind, Random random) {
    if (!unknown.isEmpty() && random.nextInt(3) == 0) {
      return unknown.remove(random.nextInt(unknown.size()));
    }
    return new Wish(kind, ++lastNumber);
  }

  synchronized void acknowledged(Wish wish, long index, long askedAt) {
    long now = System.nanoTime();
    samples.add(new Sample(wish.kind(), now, now - askedAt));
    var earlier = indexes.putIfAbsent(wish, index);
    if (earlier != null && earlier != index) {
      violated("'%s' stands at %d and at %d".formatted(wish.entry(), earlier, index));
    }
    var other = promised.putIfAbsent(index, wish);
    if (other != null && !other.equals(wish)) {
      violated("%d is '%s' and '%s'".formatted(index, other.entry(), wish.entry()));
    }
    if (wish.kind() == Kind.REVOKE && earlier == null) {
      revoked.add(wish.number());
    }
    if (outage != null && askedAt - outageSince > 0) {
      failovers
          .computeIfAbsent(outage, _ -> new ArrayList<>())
          .add(Duration.ofNanos(now - outageSince));
      outage = null;
    }
  }

  synchronized void unknown(Wish wish) {
    unknowns++;
    unknown.add(wish);
  }

  /// From now on nothing is acknowledged until others take over.
  synchronized void outage(String what) {
    outage = what;
    outageSince = System.nanoTime();
  }

  /// Somebody whose revocation was acknowledged already: the last, or any.
  synchronized Optional<Long> obeyed(Random random) {
    if (revoked.isEmpty()) {
      return Optional.empty();
    }
    int last = revoked.size() - 1;
    return Optional.of(revoked.get(random.nextBoolean() ? last : random.nextInt(last + 1)));
  }

  synchronized void read(String node, long number, String answer) {
    switch (answer) {
      case "yes" -> reads++;
      case "silent" -> silent++;
      case "no" -> violated("%s does not know that %d is revoked".formatted(node, number));
      default -> {
        // It ended, or was ended, before it answered.
      }
    }
  }

  synchronized SortedMap<Long, Wish> promised() {
    return new TreeMap<>(promised);
  }

  synchronized int count() {
    return samples.size();
  }

  /// Forgets all times, and no promise.
  synchronized void restartClocks() {
    samples.clear();
  }

  synchronized String report() {
    var text = new StringBuilder();
    for (var kind : Kind.values()) {
      var times =
          samples.stream().filter(each -> each.kind() == kind).mapToLong(Sample::nanos).sorted();
      var sorted = times.toArray();
      if (sorted.length > 0) {
        text.append(
            "%s: %d acknowledged, p50 %.1f ms, p99 %.1f ms, longest %.0f ms%n"
                .formatted(
                    kind,
                    sorted.length,
                    sorted[sorted.length / 2] / 1e6,
                    sorted[sorted.length * 99 / 100] / 1e6,
                    sorted[sorted.length - 1] / 1e6));
      }
    }
    long gap = 0;
    for (int i = 1; i < samples.size(); i++) {
      gap = Math.max(gap, samples.get(i).at() - samples.get(i - 1).at());
    }
    text.append("longest time without any acknowledgement %.0f ms%n".formatted(gap / 1e6));
    text.append(
        "%d unknown outcomes, %d reads answered, %d not answered%n"
            .formatted(unknowns, reads, silent));
    failovers.forEach((what, times) ->
        text.append(
            "until others commit after %s: %s ms%n"
                .formatted(what, times.stream().map(Duration::toMillis).sorted().toList())));
    return text.toString();
  }
}
