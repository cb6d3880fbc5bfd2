package org.genogate.genomics.cohort;

import java.util.LinkedHashMap;
import java.util.Map;

/// Opened blocks, the least recently used dropped first.
final class BlockCache {

  private static final byte[] NONE = {};

  private final Map<BlockAddress, byte[]> blocks;

  /// @param most how many blocks of 64 KiB are kept
  BlockCache(int most) {
    this.blocks =
        new LinkedHashMap<>(16, 0.75f, true) {
          private static final long serialVersionUID = 1L;

          @Override
          protected boolean removeEldestEntry(Map.Entry<BlockAddress, byte[]> eldest) {
            return size() > most;
          }
        };
  }

  /// The block, which nobody may change, or no bytes if it is not here.
  synchronized byte[] find(BlockAddress address) {
    return blocks.getOrDefault(address, NONE);
  }

  synchronized void keep(BlockAddress address, byte[] plain) {
    blocks.put(address, plain);
  }
}
