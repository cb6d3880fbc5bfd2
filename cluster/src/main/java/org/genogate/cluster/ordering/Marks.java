package org.genogate.cluster.ordering;

import java.util.ArrayList;
import java.util.List;
import org.genogate.ledger.log.OrderedStore.Mark;

/// The operations at hand: a base and every mark after it. No entries.
///
/// Not thread-safe.
final class Marks {

  private Base base;
  private final List<Mark> marks = new ArrayList<>();

  Marks(Base base) {
    this.base = base;
  }

  Base base() {
    return base;
  }

  long last() {
    return base.position() + marks.size();
  }

  boolean has(long position) {
    return position > base.position() && position <= last();
  }

  Mark get(long position) {
    if (!has(position)) {
      throw new IllegalArgumentException(
          "operation " + position + " is not in " + base.position() + " to " + last());
    }
    return marks.get((int) (position - base.position()) - 1);
  }

  /// Whether the operation at `position`, or the base there, is of `term`.
  boolean matches(long position, long term) {
    return position == base.position()
        ? term == base.term()
        : has(position) && get(position).term() == term;
  }

  long term(long position) {
    return position == base.position() ? base.term() : get(position).term();
  }

  /// How many entries are ordered up to `position`.
  long size(long position) {
    return position == base.position() ? base.size() : get(position).end();
  }

  List<Mark> after(long position) {
    return List.copyOf(marks.subList((int) (position - base.position()), marks.size()));
  }

  void add(Mark mark) {
    if (mark.position() != last() + 1) {
      throw new IllegalStateException(
          "operation " + mark.position() + " does not follow " + last());
    }
    marks.add(mark);
  }

  void truncateFrom(long position) {
    marks.subList((int) (position - base.position()) - 1, marks.size()).clear();
  }

  /// The state after `position`.
  Base stateAt(long position) {
    var state = base;
    for (var mark : marks.subList(0, (int) (position - base.position()))) {
      // Only where members change does the state before a mark matter to the state after it.
      state = Note.changesMembers(mark.note()) ? state.after(mark) : state;
    }
    return position == base.position()
        ? base
        : new Base(
            position, term(position), size(position), state.membersPosition(), state.members());
  }

  /// Drops all up to `position`, which becomes the base.
  void forget(long position) {
    var state = stateAt(position);
    marks.subList(0, (int) (position - base.position())).clear();
    base = state;
  }

  /// Begins anew.
  void restart(Base from) {
    base = from;
    marks.clear();
  }
}
