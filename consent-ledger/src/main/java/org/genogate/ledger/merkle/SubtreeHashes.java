package org.genogate.ledger.merkle;

import java.io.IOException;

/// Where the hashes of a tree's complete subtrees can be read.
@FunctionalInterface
public interface SubtreeHashes {

  /// The root over the `2^level` leaves that begin at leaf `index * 2^level`.
  ///
  /// @throws IOException if the hash cannot be read
  Hash at(int level, long index) throws IOException;

  /// The root over the leaves `from` up to, not including, `to`.
  ///
  /// @param from a multiple of the largest power of two that is not above `to - from`
  default Hash over(long from, long to) throws IOException {
    long leaves = to - from;
    int level = 63 - Long.numberOfLeadingZeros(leaves);
    var left = at(level, from >>> level);
    long split = from + (1L << level);
    return split == to ? left : Hash.node(left, over(split, to));
  }
}
