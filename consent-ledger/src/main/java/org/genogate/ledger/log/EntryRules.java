package org.genogate.ledger.log;

import java.util.List;
import java.util.Optional;
import org.genogate.ledger.merkle.Hash;

/// What the log's owner decides about entries.
///
/// While this node leads, drafts are offered before they are ordered; what is committed is offered
/// again on every node. The two come from two threads. If a call throws, the log fails and accepts
/// nothing more: the owner's state can no longer be known to agree with what is stored.
public interface EntryRules {

  /// An entry that is committed although it breaks the rules.
  record Broken(long index, String reason) {}

  /// Whether `draft` may stand at `index`. Called before anything is written, so an owner that
  /// keeps state takes an admitted entry into it here: the next draft must see it.
  Admission admit(long index, Hash leaf, Draft draft);

  /// The entry that seals everything before `position`. It is not offered to [#admit].
  byte[] seal(SealPosition position);

  /// What was admitted and is not committed will perhaps never be: the owner takes it back.
  void abandon();

  /// `batch` is committed: seals included, in log order. What was not admitted here, because
  /// another node led, is judged now. Futures of callers complete after this returns.
  ///
  /// @return the first entry that breaks the rules: this node will vouch for nothing from there on
  Optional<Broken> committed(List<StoredEntry> batch);

  /// A checkpoint over the first `size` entries is final. Called by the publishing thread.
  default void sealed(long size) {}
}
