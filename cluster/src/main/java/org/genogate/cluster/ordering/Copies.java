package org.genogate.cluster.ordering;

import io.microraft.model.message.AppendEntriesSuccessResponse;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import org.genogate.ledger.event.ValidatorName;

/// What followers confirmed, withheld from the core until a majority has it.
///
/// Of an even number of voters the core takes half for enough, which a majority that elects always
/// meets. But where members change, whoever is elected may count the votes of another membership:
/// of four, two committed an entry, and the other two elected each other, in whose log the third
/// was removed. Majorities of memberships that differ by one always meet.
///
/// Not thread-safe.
final class Copies {

  private final Engine engine;
  private final Storage storage;

  /// The position that each follower confirmed last, in `term`.
  private final Map<ValidatorName, Long> confirmed = new TreeMap<>();

  /// The newest answer of each follower that the core was not given.
  private final Map<ValidatorName, AppendEntriesSuccessResponse> withheld = new TreeMap<>();

  private int term;

  Copies(Engine engine, Storage storage) {
    this.engine = engine;
    this.storage = storage;
  }

  /// Takes an answer to a request of the core's own term.
  void take(AppendEntriesSuccessResponse answer) {
    if (answer.getTerm() != term) {
      term = answer.getTerm();
      confirmed.clear();
      withheld.clear();
    }
    var follower = Member.of(answer.getSender()).name();
    confirmed.merge(follower, answer.getLastLogIndex(), Math::max);
    withheld.put(follower, answer);
    var _ = release();
  }

  /// Gives the core what a majority has by now. To be called when more may be durable here.
  ///
  /// @return whether it was given anything
  boolean release() {
    if (withheld.isEmpty()) {
      return false;
    }
    if (!engine.core().leads(term)) {
      confirmed.clear();
      withheld.clear();
      return false;
    }
    long position = onMajority();
    var due =
        withheld.values().stream().filter(each -> each.getLastLogIndex() <= position).toList();
    withheld.values().removeAll(due);
    due.forEach(engine.core()::handle);
    return !due.isEmpty();
  }

  /// The last position that is durable on a majority of the voters; all where the core counts
  /// majorities itself.
  private long onMajority() {
    var voters = engine.core().members();
    if (voters.size() % 2 == 1 || voters.size() == 2) {
      return Long.MAX_VALUE;
    }
    var positions = new ArrayList<Long>();
    for (var voter : voters) {
      positions.add(
          voter.equals(engine.self()) ? storage.durable() : confirmed.getOrDefault(voter, 0L));
    }
    Collections.sort(positions);
    return positions.get(positions.size() / 2 - 1);
  }
}
