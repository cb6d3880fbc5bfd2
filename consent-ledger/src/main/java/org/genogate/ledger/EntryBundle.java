package org.genogate.ledger;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// The entries of a tlog-tiles entry bundle: each behind its 16-bit big-endian length.
///
/// Spec: [tlog-tiles, Log entries](https://c2sp.org/tlog-tiles#log-entries)
public final class EntryBundle {

  private static final int LENGTH_BYTES = 2;

  private EntryBundle() {}

  /// @return empty if `bundle` does not end where an entry ends
  public static Optional<List<byte[]>> entries(byte[] bundle) {
    var entries = new ArrayList<byte[]>();
    int at = 0;
    while (at < bundle.length) {
      int begin = at + LENGTH_BYTES;
      if (begin > bundle.length) {
        return Optional.empty();
      }
      int end = begin + (((bundle[at] & 0xff) << 8) | (bundle[at + 1] & 0xff));
      if (end > bundle.length) {
        return Optional.empty();
      }
      entries.add(Arrays.copyOfRange(bundle, begin, end));
      at = end;
    }
    return Optional.of(entries);
  }
}
