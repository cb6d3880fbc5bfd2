package org.genogate.cluster.key;

import java.io.IOException;
import java.util.Set;
import org.genogate.ledger.event.ValidatorName;
import org.genogate.ledger.vault.KeyName;

/// Is told what the exchange changed in the vault. Called by the exchange's agenda, one call at a
/// time; must not wait.
public interface KeyListener {

  /// These came: payloads that they seal can be opened from now on.
  void arrived(Set<KeyName> names);

  /// These were destroyed, because their people were erased elsewhere.
  void erased(Set<KeyName> names);

  /// A peer has other keys under these names, which were not taken. Two nodes have made a key for
  /// one person, or one of them lies.
  void conflicted(ValidatorName peer, Set<KeyName> names);

  /// The vault's disk failed. It takes no more until it is opened again.
  void failed(IOException cause);
}
