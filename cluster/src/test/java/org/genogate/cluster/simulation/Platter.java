package org.genogate.cluster.simulation;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.genogate.ledger.log.Batch;
import org.genogate.ledger.log.OrderedStore.Mark;

/// What a simulated disk holds, beyond the life of a process: operations and kept things, of which
/// those that were not forced may be lost, any of them, when the power goes.
public final class Platter {

  /// An operation as written.
  ///
  /// @param committed what was said to be committed when it was written
  record Written(Mark mark, Batch batch, long committed) {}

  final List<Written> written = new ArrayList<>();
  final Map<String, byte[]> kept = new HashMap<>();

  /// As it was before, where a disk lies about what it keeps.
  final Map<String, byte[]> keptBefore = new HashMap<>();

  /// How many of those written are durable.
  int durable;

  /// The power goes: what was not forced survives in part, in any part.
  ///
  /// @throws AssertionError if what is left would be taken for damage at the next start
  public void lose(RandomGenerator random) {
    int kept = durable;
    boolean torn = false;
    for (int i = durable; i < written.size(); i++) {
      boolean survives = random.nextBoolean();
      if (torn && survives && written.get(i).committed() > written.get(kept).mark().firstIndex()) {
        throw new AssertionError("a torn tail that looks like damage");
      }
      torn |= !survives;
      if (!torn) {
        kept++;
      }
    }
    cut(kept);
  }

  /// The process dies and the power stays: all that was written is there.
  public void survive() {
    durable = written.size();
  }

  private void cut(int count) {
    written.subList(count, written.size()).clear();
    durable = count;
    kept.putAll(keptBefore);
    keptBefore.clear();
  }

  /// The durable entry at `index`, if there is one.
  public Optional<Batch.Item> durableItem(long index) {
    for (int i = durable - 1; i >= 0; i--) {
      var mark = written.get(i).mark();
      if (mark.firstIndex() <= index) {
        return index < mark.end()
            ? Optional.of(written.get(i).batch().items().get((int) (index - mark.firstIndex())))
            : Optional.empty();
      }
    }
    return Optional.empty();
  }
}
