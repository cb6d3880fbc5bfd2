package org.genogate.gateway.campaign;

import java.util.List;

/// An answer with genotypes, as far as it came.
///
/// @param node that answered
/// @param people whose columns it has, in order
/// @param slackBytes what may have been on its way when the last batch before an instant arrived
/// @param whole whether it came to its end
record Reading(
    String node,
    String accessId,
    long begunAt,
    List<String> people,
    List<Batch> batches,
    long slackBytes,
    boolean whole) {

  Reading {
    people = List.copyOf(people);
    batches = List.copyOf(batches);
  }

  /// Some rows, all under one mask.
  ///
  /// @param arrivedAt when its last byte was read
  /// @param start its first byte's place in the body
  /// @param end behind its last byte
  /// @param ledgerSize that its mask was made at
  /// @param present bit i: whether any row holds a dosage of person i
  record Batch(long arrivedAt, long start, long end, long ledgerSize, long present) {
    boolean holds(int person) {
      return ((present >>> person) & 1) != 0;
    }
  }

  /// Bytes that had surely been read by then.
  long bytesBy(long instant) {
    int from = 0;
    int to = batches.size();
    while (from < to) {
      int middle = (from + to) >>> 1;
      if (batches.get(middle).arrivedAt() - instant <= 0) {
        from = middle + 1;
      } else {
        to = middle;
      }
    }
    return from == 0 ? 0 : batches.get(from - 1).end();
  }
}
