package org.genogate.ledger.log;

import java.util.List;
import org.genogate.ledger.merkle.Hash;

/// What the log's owner decides about entries. Called by one thread, in log order.
///
/// If a call throws, the log fails and accepts nothing more: the owner's state can no longer be
/// known to agree with what is stored.
public interface EntryRules {

  /// Whether `draft` may stand at `index`. Called before anything is written, so an owner that
  /// keeps state takes an admitted entry into it here: the next draft of the same batch must see
  /// it.
  Admission admit(long index, Hash leaf, Draft draft);

  /// The entry that seals everything before `position`. It is not offered to [#admit].
  byte[] seal(SealPosition position);

  /// `batch` is durable: seals included, in log order. Its futures complete after this returns.
  void committed(List<StoredEntry> batch);

  /// A checkpoint over the first `size` entries is published. The one call that comes from another
  /// thread: the publishing one.
  default void sealed(long size) {}
}
