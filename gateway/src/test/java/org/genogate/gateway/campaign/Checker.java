package org.genogate.gateway.campaign;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.TreeMap;
import org.genogate.gateway.campaign.Reading.Batch;

/// Compares what was promised and what was read with what the ledgers hold at the end.
///
/// What a batch may hold is judged by the ledger size that it names, and not by the clock: an
/// unanswered grant may be recorded long after, even after a revocation that was acknowledged,
/// since a request can wait in the socket of a stopped node; whoever asked was told nothing, and
/// the order of the ledger is what counts. Three rules tie sizes to the clock:
///
/// 1. An answer that was asked for after an acknowledgement has a mask of after it, on every node.
/// 2. A stream under way has one too, in what was handed over after it. What a reader gets later
///    may have been handed over before: as much as the buffers between hold, which
///    [Reading#slackBytes()] says. That is the reader's receive buffer as the system gave it, the
///    node's send buffer, what the node's own library has in hand (one batch, since each write is
///    awaited, and a mark of 64 KiB), and the batch that is being read. So from that many bytes
///    after what had been read at the acknowledgement on, no batch of an older mask may hold the
///    person.
/// 3. A mask only shrinks: who was left out once because of a size is never in that stream again
///    while it stands.
final class Checker {

  private final List<LedgerCopy> ledgers;
  private final List<Promise> promises;
  private final List<Reading> readings;
  private final List<String> violations = new ArrayList<>();
  private long lostMidway;
  private long late;

  private Checker(List<LedgerCopy> ledgers, List<Promise> promises, List<Reading> readings) {
    this.ledgers = ledgers;
    this.promises = promises;
    this.readings = readings;
  }

  /// What was found.
  ///
  /// @param lostMidway streams that held somebody, and then did not
  /// @param late batches with a person that arrived after the acknowledgement and had been handed
  ///   over before, as the buffers explain; once for each acknowledgement
  record Findings(List<String> violations, long lostMidway, long late) {}

  static Findings check(List<LedgerCopy> ledgers, List<Promise> promises, List<Reading> readings) {
    var checker = new Checker(ledgers, promises, readings);
    checker.forks();
    checker.lost();
    checker.unrecorded();
    checker.stale();
    checker.shown();
    checker.handedOverLate();
    return new Findings(List.copyOf(checker.violations), checker.lostMidway, checker.late);
  }

  private void violated(String what) {
    violations.add(what);
  }

  /// No two nodes differ.
  private void forks() {
    var first = ledgers.getFirst();
    var texts = new TreeMap<Long, String>();
    for (var ledger : ledgers) {
      if (ledger.lines().size() != first.lines().size()) {
        violated(
            "%s has %d entries, %s has %d"
                .formatted(
                    ledger.node(), ledger.lines().size(), first.node(), first.lines().size()));
      }
      int common = Math.min(ledger.lines().size(), first.lines().size());
      for (int index = 0; index < common; index++) {
        if (!ledger.lines().get(index).leaf().equals(first.lines().get(index).leaf())) {
          violated("fork: %s has another entry %d".formatted(ledger.node(), index));
          break;
        }
      }
      ledger
          .checkpoints()
          .forEach((size, text) -> {
            var earlier = texts.putIfAbsent(size, text);
            if (earlier != null && !earlier.equals(text)) {
              violated("fork: %s has another checkpoint of size %d".formatted(ledger.node(), size));
            }
          });
    }
  }

  /// What was acknowledged stands where it was said to, on every node.
  private void lost() {
    for (var ledger : ledgers) {
      for (var promise : promises) {
        if (promise.index() >= ledger.lines().size()) {
          violated(
              "lost: %s lacks entry %d, acknowledged".formatted(ledger.node(), promise.index()));
        } else if (!ledger
            .lines()
            .get((int) promise.index())
            .fact()
            .equals(Fact.promised(promise))) {
          violated("lost: %s has something else at %d".formatted(ledger.node(), promise.index()));
        }
      }
    }
  }

  /// Each answer is on the ledger.
  private void unrecorded() {
    var opened = new HashSet<String>();
    for (var line : ledgers.getFirst().lines()) {
      if (line.fact() instanceof Fact.Opened(var accessId)) {
        opened.add(accessId);
      }
    }
    for (var reading : readings) {
      if (!opened.contains(reading.accessId())) {
        violated("unrecorded: an answer of %s is not on the ledger".formatted(reading.node()));
      }
    }
  }

  /// Rule 1.
  private void stale() {
    var known = new TreeMap<Long, Long>();
    long newest = -1;
    var inOrder =
        promises.stream()
            .filter(promise -> promise.kind().isObeyedEverywhere())
            .sorted(Comparator.comparingLong(Promise::acknowledgedAt))
            .toList();
    for (var promise : inOrder) {
      newest = Math.max(newest, promise.index());
      known.put(promise.acknowledgedAt(), newest);
    }
    for (var reading : readings) {
      var before = known.lowerEntry(reading.begunAt());
      if (before == null) {
        continue;
      }
      for (var batch : reading.batches()) {
        if (batch.ledgerSize() <= before.getValue()) {
          violated(
              "stale: %s answered from size %d after entry %d was acknowledged"
                  .formatted(reading.node(), batch.ledgerSize(), before.getValue()));
          break;
        }
      }
    }
  }

  /// No batch holds whom the ledger of its size does not allow, and rule 3.
  private void shown() {
    var open = new OpenTimes(ledgers.getFirst().lines());
    for (var reading : readings) {
      long gone = 0;
      long held = 0;
      for (var batch : reading.batches()) {
        held |= batch.present();
        for (int i = 0; i < reading.people().size(); i++) {
          boolean allowed = open.isOpen(reading.people().get(i), batch.ledgerSize());
          gone |= allowed ? 0 : 1L << i;
          if (batch.holds(i) && !allowed) {
            violated(
                "shown: %s gave a batch of size %d with a person who does not allow it"
                    .formatted(reading.node(), batch.ledgerSize()));
          } else if (batch.holds(i) && ((gone >>> i) & 1) != 0) {
            violated("shown: a stream of %s took a person in again".formatted(reading.node()));
          }
        }
      }
      lostMidway += (held & gone) == 0 ? 0 : 1;
    }
  }

  /// Rule 2.
  private void handedOverLate() {
    for (var reading : readings) {
      for (var promise : promises) {
        int person = reading.people().indexOf(promise.person());
        if (promise.kind().isObeyedEverywhere()
            && person >= 0
            && !reading.batches().isEmpty()
            && promise.acknowledgedAt() - reading.batches().getLast().arrivedAt() < 0
            && promise.acknowledgedAt() - reading.begunAt() > 0) {
          handedOverLate(reading, promise, person);
        }
      }
    }
  }

  private void handedOverLate(Reading reading, Promise promise, int person) {
    long read = reading.bytesBy(promise.acknowledgedAt());
    for (Batch batch : reading.batches().reversed()) {
      if (batch.start() < read) {
        return;
      }
      if (batch.holds(person) && batch.ledgerSize() <= promise.index()) {
        late++;
        if (batch.start() > read + reading.slackBytes()) {
          violated(
              "late: %s gave a batch with a person, %d bytes after entry %d was acknowledged"
                  .formatted(reading.node(), batch.start() - read, promise.index()));
          return;
        }
      }
    }
  }
}
