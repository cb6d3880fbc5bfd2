package org.genogate.ledger.log;

import org.genogate.ledger.merkle.Hash;

/// The seals so far, as far as the next one has to name them. For one thread.
final class SealChain {

  private long blocks;
  private Hash previous = Hash.zero();
  private long end;

  SealChain copy() {
    var copy = new SealChain();
    copy.blocks = blocks;
    copy.previous = previous;
    copy.end = end;
    return copy;
  }

  /// The first index that no seal covers.
  long end() {
    return end;
  }

  SealPosition next(long index) {
    return new SealPosition(blocks, previous, end, index);
  }

  void add(long index, Hash leaf) {
    blocks++;
    previous = leaf;
    end = index + 1;
  }
}
