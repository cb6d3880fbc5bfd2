package org.genogate.gateway.campaign;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.genogate.gateway.client.ServedLedger;
import org.genogate.ledger.EntryBundle;
import org.genogate.ledger.event.Entry;
import org.genogate.ledger.event.MalformedEntryException;
import org.genogate.ledger.merkle.Hash;

/// The ledger of a node, as it serves it.
///
/// @param checkpoints by size: what is signed, without the signatures, which are each node's own
record LedgerCopy(String node, List<Line> lines, SortedMap<Long, String> checkpoints) {

  private static final int TILE = 256;

  LedgerCopy {
    lines = List.copyOf(lines);
  }

  /// An entry: its leaf hash, and what it says.
  record Line(String leaf, Fact fact) {}

  /// Up to the newest checkpoint.
  static LedgerCopy of(String node, ServedLedger ledger) throws IOException {
    var checkpoints = new TreeMap<Long, String>();
    for (long size : ledger.checkpointSizes()) {
      checkpoints.put(size, new String(ledger.checkpoint(size), UTF_8).split("\n\n", 2)[0]);
    }
    var lines = new ArrayList<Line>();
    long newest = checkpoints.lastKey();
    for (long start = 0; start < newest; start += TILE) {
      int width = (int) Math.min(TILE, newest - start);
      var leaves = ledger.leafTile(start / TILE, width);
      var bundle = ledger.entryBundle(start / TILE, width).orElseThrow();
      var entries = EntryBundle.entries(bundle).orElseThrow(() -> broken(node));
      for (int i = 0; i < width; i++) {
        int at = i * Hash.LENGTH_BYTES;
        var leaf = Hash.of(Arrays.copyOfRange(leaves, at, at + Hash.LENGTH_BYTES));
        lines.add(new Line(leaf.toString(), fact(node, entries.get(i))));
      }
    }
    return new LedgerCopy(node, lines, checkpoints);
  }

  private static Fact fact(String node, byte[] entry) throws IOException {
    try {
      return Fact.of(Entry.decode(entry).event());
    } catch (MalformedEntryException e) {
      throw new IOException(node + " serves what is no entry", e);
    }
  }

  private static IOException broken(String node) {
    return new IOException(node + " serves what is no bundle");
  }
}
