package org.genogate.ledger.log;

import java.io.IOException;
import java.util.List;
import java.util.Optional;

/// The segments, as an ordering sees them: a list of operations, each with the entries it ordered.
///
/// For one thread, the ordering's. After any call has failed with an [IOException] nothing is known
/// of what is stored, and no other call may follow.
public interface OrderedStore {

  /// One operation of the ordering, as it lies in the segments before the entries it ordered.
  ///
  /// @param position the ordering's own number of the operation, from 1, one more than that of the
  ///   mark before; 0 for entries that were fetched from a peer, already committed there
  /// @param term in which it was ordered
  /// @param firstIndex the log index of its first entry; of the next one, if it has none
  /// @param count how many entries it ordered
  /// @param note the ordering's own, such as a change of its members; at most 65,535 bytes
  @SuppressWarnings("ArrayRecordComponent") // compared by nobody
  record Mark(long position, long term, long firstIndex, int count, byte[] note) {

    public long end() {
      return firstIndex + count;
    }
  }

  /// The marks that were found at the start and not [forgotten][#forget] since, with a position
  /// above 0, in the order they were written.
  List<Mark> marks() throws IOException;

  /// The log index that comes next: more than the committed ones, if some are not committed yet.
  long tail();

  /// How many entries are known to be committed from what is stored alone.
  long committed();

  /// Writes an operation and its entries, in one piece. Not durable before [#force].
  ///
  /// @param committed how many entries are known to be committed by now: written with it, so that a
  ///   start can tell a torn tail from damage
  void write(Mark mark, Batch batch, long committed) throws IOException;

  /// Makes everything written so far durable.
  void force() throws IOException;

  /// Takes back the operation at `position` and all after it, and their entries. Durable once it
  /// returns.
  ///
  /// @throws IllegalStateException if an entry is known to be committed
  void truncateFrom(long position) throws IOException;

  /// The entries of an operation, read back.
  Batch read(Mark mark) throws IOException;

  /// The marks up to `position` are not asked for any more. The entries stay.
  void forget(long position) throws IOException;

  /// A small thing that the ordering must not forget, such as its vote. One of the ordering's
  /// [promises][Ordering#promises] survives even a damaged log that is put aside; all else goes
  /// with the log.
  Optional<byte[]> kept(String name) throws IOException;

  /// Replaces such a thing at once: durable when it returns, and never half of it.
  ///
  /// @param name of lower-case letters
  void keep(String name, byte[] content) throws IOException;
}
