package org.genogate.ledger.merkle;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/// The claim that the tree of `newSize` begins with the tree of `oldSize`.
///
/// A claim only: [#verify] decides.
///
/// Spec: [RFC 9162 §2.1.4](https://www.rfc-editor.org/rfc/rfc9162#section-2.1.4)
public record ConsistencyProof(long oldSize, long newSize, List<Hash> path) {

  public ConsistencyProof {
    path = List.copyOf(path);
  }

  /// The proof that `tree` yields.
  ///
  /// @throws IllegalArgumentException if the sizes are not in order
  /// @throws IOException if `tree` cannot be read
  public static ConsistencyProof of(long oldSize, long newSize, SubtreeHashes tree)
      throws IOException {
    if (oldSize < 0 || oldSize > newSize) {
      throw new IllegalArgumentException(
          "an old size up to " + newSize + " is wanted, not " + oldSize);
    }
    if (oldSize == 0 || oldSize == newSize) {
      return new ConsistencyProof(oldSize, newSize, List.of());
    }
    var path = new ArrayList<Hash>();
    long from = 0;
    long to = newSize;
    while (to != oldSize) {
      long split = from + Long.highestOneBit(to - from - 1);
      if (oldSize <= split) {
        path.add(tree.over(split, to));
        to = split;
      } else {
        path.add(tree.over(from, split));
        from = split;
      }
    }
    // The old tree is itself a complete subtree when `from` is 0: the verifier then has its hash.
    if (from != 0) {
      path.add(tree.over(from, to));
    }
    return new ConsistencyProof(oldSize, newSize, path.reversed());
  }

  /// The empty tree is a prefix of every tree, shown by no hashes: witnesses must accept that.
  ///
  /// @throws InvalidProofException unless the tree under `oldRoot` is a prefix of that under
  ///   `newRoot`
  public void verify(Hash oldRoot, Hash newRoot) throws InvalidProofException {
    if (oldSize < 0 || oldSize > newSize) {
      throw new InvalidProofException("size " + oldSize + " is not up to size " + newSize);
    }
    if (oldSize == 0 || oldSize == newSize) {
      verifyWithoutPath(oldRoot, newRoot);
      return;
    }
    if (path.isEmpty()) {
      throw new InvalidProofException("the consistency path lacks hashes");
    }
    // Where the old tree is complete its root is not repeated in the path.
    boolean complete = Long.bitCount(oldSize) == 1;
    var rest = complete ? path : path.subList(1, path.size());
    var found = climb(oldSize, newSize, complete ? oldRoot : path.getFirst(), rest);
    if (!found.older().equals(oldRoot)) {
      throw new InvalidProofException("the consistency path leads to another old root");
    }
    if (!found.newer().equals(newRoot)) {
      throw new InvalidProofException("the consistency path leads to another new root");
    }
  }

  /// The roots of a tree and of its beginning, as a path has them.
  public record Roots(Hash older, Hash newer) {}

  /// Where a path leads that leaves out nothing: it begins with a node of the old tree even if the
  /// old tree is one complete subtree, whose root [#path] does not repeat.
  ///
  /// The sizes fix the path's shape, so whoever finds the root of a tree as the newer one has found
  /// the root of its beginning as the older one.
  ///
  /// @throws InvalidProofException unless `0 < oldSize < newSize` and the path has as many hashes
  ///   as they need
  public static Roots roots(long oldSize, long newSize, List<Hash> whole)
      throws InvalidProofException {
    if (oldSize <= 0 || oldSize >= newSize || whole.isEmpty()) {
      throw new InvalidProofException("a path leads from a size to a larger one");
    }
    return climb(oldSize, newSize, whole.getFirst(), whole.subList(1, whole.size()));
  }

  private void verifyWithoutPath(Hash oldRoot, Hash newRoot) throws InvalidProofException {
    if (!path.isEmpty()) {
      throw new InvalidProofException("the consistency path has hashes left over");
    }
    if (oldSize == 0 && !oldRoot.equals(Hash.empty())) {
      throw new InvalidProofException("size 0 has another root than the empty tree");
    }
    if (oldSize == newSize && !oldRoot.equals(newRoot)) {
      throw new InvalidProofException("one size has two roots");
    }
  }

  private static Roots climb(long oldSize, long newSize, Hash start, List<Hash> rest)
      throws InvalidProofException {
    long node = oldSize - 1;
    long last = newSize - 1;
    int common = Long.numberOfTrailingZeros(~node);
    node >>>= common;
    last >>>= common;
    var oldHash = start;
    var newHash = start;
    for (Hash sibling : rest) {
      if (last == 0) {
        throw new InvalidProofException("the consistency path has hashes left over");
      }
      if ((node & 1) == 1 || node == last) {
        oldHash = Hash.node(sibling, oldHash);
        newHash = Hash.node(sibling, newHash);
        while ((node & 1) == 0 && node != 0) {
          node >>>= 1;
          last >>>= 1;
        }
      } else {
        newHash = Hash.node(newHash, sibling);
      }
      node >>>= 1;
      last >>>= 1;
    }
    if (last != 0) {
      throw new InvalidProofException("the consistency path lacks hashes");
    }
    return new Roots(oldHash, newHash);
  }
}
