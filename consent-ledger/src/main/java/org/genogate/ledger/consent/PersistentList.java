package org.genogate.ledger.consent;

import java.util.Arrays;

/// An immutable list whose changed copies share almost all of it: a tree of nodes with 32 slots, so
/// that a change copies one node a level (four at a million elements).
final class PersistentList<T> {

  private static final int BITS = 5;
  private static final int MASK = (1 << BITS) - 1;
  private static final Object[] NO_SLOTS = {};

  private final Object[] root;
  private final int size;

  /// How far an index is shifted to find the slot in the root; 0 if the root holds elements.
  private final int rootShift;

  private PersistentList(Object[] root, int size, int rootShift) {
    this.root = root;
    this.size = size;
    this.rootShift = rootShift;
  }

  static <T> PersistentList<T> empty() {
    return new PersistentList<>(NO_SLOTS, 0, 0);
  }

  int size() {
    return size;
  }

  /// @throws IndexOutOfBoundsException if there is no such element
  @SuppressWarnings("unchecked") // only `plus` and `with` put elements in
  T get(int index) {
    requireIndex(index);
    Object[] node = root;
    for (int shift = rootShift; shift > 0; shift -= BITS) {
      node = (Object[]) node[index >>> shift & MASK];
    }
    return (T) node[index & MASK];
  }

  /// This list with another element at `index`.
  PersistentList<T> with(int index, T element) {
    requireIndex(index);
    return new PersistentList<>(changed(root, rootShift, index, element), size, rootShift);
  }

  /// This list and one element more.
  PersistentList<T> plus(T element) {
    boolean full = size == 1 << (rootShift + BITS);
    var top = full ? new Object[] {root} : root;
    int shift = full ? rootShift + BITS : rootShift;
    return new PersistentList<>(changed(top, shift, size, element), size + 1, shift);
  }

  private static Object[] changed(Object[] node, int shift, int index, Object element) {
    int slot = index >>> shift & MASK;
    var copy = Arrays.copyOf(node, Math.max(node.length, slot + 1));
    if (shift == 0) {
      copy[slot] = element;
    } else {
      var child = slot < node.length ? (Object[]) node[slot] : NO_SLOTS;
      copy[slot] = changed(child, shift - BITS, index, element);
    }
    return copy;
  }

  private void requireIndex(int index) {
    if (index < 0 || index >= size) {
      throw new IndexOutOfBoundsException("element %d of %d".formatted(index, size));
    }
  }
}
