package org.genogate.ledger.merkle;

import java.util.Arrays;

/// The right edge of a growing tree: enough to append leaves and to know the root.
///
/// Holds one hash for each complete subtree, at most 63. For one thread at a time.
public final class TreeFrontier {

  // Roots of the complete subtrees that make up the tree, largest first: one for each 1 bit of
  // size.
  private Hash[] subtrees = new Hash[8];
  private int count;
  private long size;

  public long size() {
    return size;
  }

  /// Adds a leaf at index `size()`. Takes one hash on average, O(log n) at most.
  public void append(Hash leaf) {
    var node = leaf;
    for (long rest = size; (rest & 1) == 1; rest >>>= 1) {
      node = Hash.node(subtrees[--count], node);
    }
    if (count == subtrees.length) {
      subtrees = Arrays.copyOf(subtrees, 2 * count);
    }
    subtrees[count++] = node;
    size++;
  }

  /// The root over all leaves so far. Takes O(log n) hashes.
  public Hash root() {
    if (count == 0) {
      return Hash.empty();
    }
    return over(count - 1, subtrees[count - 1]);
  }

  /// The root over all leaves so far and those under `right`, which follow them: the tree over
  /// fewer leaves than any complete subtree here has.
  public Hash rootWith(Hash right) {
    return over(count, right);
  }

  private Hash over(int left, Hash right) {
    var root = right;
    for (int i = left - 1; i >= 0; i--) {
      root = Hash.node(subtrees[i], root);
    }
    return root;
  }

  /// Begins anew.
  public void clear() {
    count = 0;
    size = 0;
  }
}
