package org.genogate.ledger.merkle;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/// The claim that some leaf stands at `index` in the tree over the first `size` entries.
///
/// A claim only: [#verify] decides.
///
/// @param index 0-based
/// @param path the sibling hashes, leaf side first
///
///   Spec: [RFC 9162 §2.1.3](https://www.rfc-editor.org/rfc/rfc9162#section-2.1.3)
public record InclusionProof(long index, long size, List<Hash> path) {

  public InclusionProof {
    path = List.copyOf(path);
  }

  /// The proof that `tree` yields. Takes O(log size) reads for each hash of the path.
  ///
  /// @throws IllegalArgumentException if `index` is not below `size`
  /// @throws IOException if `tree` cannot be read
  public static InclusionProof of(long index, long size, SubtreeHashes tree) throws IOException {
    if (index < 0 || index >= size) {
      throw new IllegalArgumentException("an index below " + size + " is wanted, not " + index);
    }
    var path = new ArrayList<Hash>();
    long from = 0;
    long to = size;
    while (to - from > 1) {
      long split = from + Long.highestOneBit(to - from - 1);
      if (index < split) {
        path.add(tree.over(split, to));
        to = split;
      } else {
        path.add(tree.over(from, split));
        from = split;
      }
    }
    return new InclusionProof(index, size, path.reversed());
  }

  /// @throws InvalidProofException unless `leaf` is at `index` under `root`
  public void verify(Hash leaf, Hash root) throws InvalidProofException {
    if (index < 0 || index >= size) {
      throw new InvalidProofException("index " + index + " is not below size " + size);
    }
    long node = index;
    long last = size - 1;
    var hash = leaf;
    for (Hash sibling : path) {
      if (last == 0) {
        throw new InvalidProofException("the inclusion path has hashes left over");
      }
      if ((node & 1) == 1 || node == last) {
        hash = Hash.node(sibling, hash);
        // A node without a right sibling is its parent's hash: climb to the level where it has one.
        while ((node & 1) == 0 && node != 0) {
          node >>>= 1;
          last >>>= 1;
        }
      } else {
        hash = Hash.node(hash, sibling);
      }
      node >>>= 1;
      last >>>= 1;
    }
    if (last != 0) {
      throw new InvalidProofException("the inclusion path lacks hashes");
    }
    if (!hash.equals(root)) {
      throw new InvalidProofException("the inclusion path leads to another root");
    }
  }
}
