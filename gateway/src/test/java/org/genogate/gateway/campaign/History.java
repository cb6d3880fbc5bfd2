package org.genogate.gateway.campaign;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.genogate.gateway.campaign.Promise.Kind;
import org.jspecify.annotations.Nullable;

/// What was promised and read, in the order in which it came. For many threads.
final class History {

  private final List<String> violations = Collections.synchronizedList(new ArrayList<>());

  // All guarded by this.
  private final List<Promise> promises = new ArrayList<>();
  private final List<Reading> readings = new ArrayList<>();
  private final Map<String, List<Long>> outages = new TreeMap<>();
  private final Map<String, Integer> replies = new TreeMap<>();
  private @Nullable String outage;
  private long outageSince;

  void violated(String what) {
    System.out.println("VIOLATION: " + what);
    violations.add(what);
  }

  List<String> violations() {
    return List.copyOf(violations);
  }

  synchronized void promised(Promise promise) {
    promises.add(promise);
    if (outage != null && promise.askedAt() - outageSince > 0) {
      outages
          .computeIfAbsent(outage, _ -> new ArrayList<>())
          .add((promise.acknowledgedAt() - outageSince) / 1_000_000);
      outage = null;
    }
  }

  synchronized void read(Reading reading) {
    readings.add(reading);
  }

  /// An answer that was none; the status says why.
  synchronized void replied(String what, int status) {
    replies.merge(what + " " + status, 1, Integer::sum);
  }

  /// From now on nothing is acknowledged until others take over.
  synchronized void outage(String what) {
    outage = what;
    outageSince = System.nanoTime();
  }

  synchronized int count() {
    return promises.size();
  }

  synchronized List<Promise> promises() {
    return List.copyOf(promises);
  }

  synchronized List<Reading> readings() {
    return List.copyOf(readings);
  }

  synchronized String report() {
    var text = new StringBuilder();
    for (var kind : Kind.values()) {
      var sorted =
          promises.stream()
              .filter(promise -> promise.kind() == kind)
              .mapToLong(Promise::nanos)
              .sorted()
              .toArray();
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
    var at = promises.stream().mapToLong(Promise::acknowledgedAt).sorted().toArray();
    long gap = 0;
    for (int i = 1; i < at.length; i++) {
      gap = Math.max(gap, at[i] - at[i - 1]);
    }
    text.append("longest time without any acknowledgement %.0f ms%n".formatted(gap / 1e6));
    long batches = readings.stream().mapToLong(reading -> reading.batches().size()).sum();
    long whole = readings.stream().filter(Reading::whole).count();
    text.append(
        "%d answers, %d of them whole, %d batches%n".formatted(readings.size(), whole, batches));
    text.append("not answered, by status (0: no answer): %s%n".formatted(replies));
    outages.forEach((what, times) ->
        text.append(
            "until others commit after %s: %s ms%n"
                .formatted(what, times.stream().sorted().toList())));
    return text.toString();
  }
}
