package org.genogate.ledger.cbor;

import java.util.ArrayDeque;
import java.util.Deque;

/// The arrays and maps that are open around the next item, and how much each still lacks.
final class Nesting {

  private final Deque<Container> open = new ArrayDeque<>();

  /// Takes the place of one value: an array's element, or what follows a map's key.
  ///
  /// @return false if a key should come here
  boolean takeValue() {
    var container = open.peek();
    if (container == null) {
      return true;
    }
    if (container.awaitsKey) {
      return false;
    }
    container.remaining--;
    container.awaitsKey = container.map;
    return true;
  }

  /// @return false if no map awaits a key
  boolean takeKey() {
    var container = open.peek();
    if (container == null || !container.awaitsKey) {
      return false;
    }
    container.awaitsKey = false;
    return true;
  }

  /// To be called after [#takeKey()].
  ///
  /// @return false if `key` does not come after the map's key before it
  boolean follows(long key) {
    var container = open.element();
    boolean ascending = key > container.lastKey;
    container.lastKey = key;
    return ascending;
  }

  void openArray(long elements) {
    open.push(new Container(false, elements));
  }

  void openMap(long pairs) {
    open.push(new Container(true, pairs));
  }

  /// To be called after every item: closes what is full.
  void close() {
    while (!open.isEmpty() && open.element().remaining == 0) {
      open.pop();
    }
  }

  boolean isClosed() {
    return open.isEmpty();
  }

  private static final class Container {
    private final boolean map;
    private long remaining;
    private boolean awaitsKey;
    private long lastKey = -1;

    Container(boolean map, long remaining) {
      this.map = map;
      this.remaining = remaining;
      this.awaitsKey = map;
    }
  }
}
