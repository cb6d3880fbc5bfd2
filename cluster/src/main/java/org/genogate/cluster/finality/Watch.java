package org.genogate.cluster.finality;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.genogate.ledger.checkpoint.Checkpoint;
import org.genogate.ledger.checkpoint.SignedNote;
import org.genogate.ledger.checkpoint.VerifierKey;
import org.genogate.ledger.event.ValidatorName;

/// What each validator cosigned last, and whether one went back. For one agenda.
final class Watch {

  /// More rollbacks are not told apart.
  private static final int MOST_REPORTS = 256;

  private final FinalityListener listener;
  private final Map<VerifierKey, Seen> largest = new HashMap<>();
  private final Map<ValidatorName, Long> newest = new TreeMap<>();
  private final Map<ValidatorName, SignedNote> notes = new ConcurrentHashMap<>();
  private final Map<ValidatorName, Long> wrong = new TreeMap<>();
  private final Set<Report> reported = new HashSet<>();

  /// The earliest cosignature that was seen of the largest size.
  private record Seen(long size, long time, SignedNote note) {}

  private record Report(VerifierKey key, long size) {}

  Watch(FinalityListener listener) {
    this.listener = listener;
  }

  /// `note` is over `checkpoint`, and `line` holds.
  void saw(Checkpoint checkpoint, SignedNote note, CheckedLine line) {
    var now = new Seen(checkpoint.size(), line.time(), note);
    var validator = CheckedLine.validator(checkpoint.origin(), line.key());
    validator.ifPresent(name -> {
      if (checkpoint.size() >= newest.getOrDefault(name, 0L)) {
        newest.put(name, checkpoint.size());
        notes.put(name, note);
      }
    });
    var before = largest.getOrDefault(line.key(), now);
    var more = now.size() > before.size() ? now : before;
    var less = now.size() > before.size() ? before : now;
    if (less.size() < more.size()
        && less.time() > more.time()
        && reported.size() < MOST_REPORTS
        && reported.add(new Report(line.key(), less.size()))) {
      validator.ifPresent(name -> listener.rolledBack(name, more.note(), less.note()));
    }
    boolean earlier = now.size() == before.size() && now.time() < before.time();
    largest.put(line.key(), earlier ? now : more);
  }

  /// The largest note that this validator was seen to cosign. For any thread.
  Optional<SignedNote> newestOf(ValidatorName name) {
    return Optional.ofNullable(notes.get(name));
  }

  void sentWrong(ValidatorName from, int lines) {
    wrong.merge(from, (long) lines, Long::sum);
  }

  FinalityStatus.Validator status(ValidatorName name, long sealed) {
    long size = newest.getOrDefault(name, 0L);
    return new FinalityStatus.Validator(
        size, Math.max(0, sealed - size), wrong.getOrDefault(name, 0L));
  }
}
