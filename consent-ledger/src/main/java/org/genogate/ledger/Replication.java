package org.genogate.ledger;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Collection;
import java.util.Optional;
import java.util.Set;
import org.genogate.ledger.checkpoint.Policy;
import org.genogate.ledger.event.ValidatorName;
import org.genogate.ledger.log.Appender;
import org.genogate.ledger.log.CorruptLogException;
import org.genogate.ledger.log.Finality;
import org.genogate.ledger.log.LedgerLog;
import org.genogate.ledger.log.LogAgendas;
import org.genogate.ledger.log.Ordering;
import org.genogate.ledger.state.Epoch;
import org.genogate.ledger.vault.KeyName;
import org.genogate.ledger.vault.Tombstone;

/// How a ledger is kept: on this node alone, or the same on several.
///
/// Serves one ledger, and is closed with it.
public interface Replication {

  /// Who has a say in what the log says.
  enum Say {
    /// This node alone: it begins the log, and what it orders is final.
    ALONE,
    /// One of several: the log may begin, and go on, without this node.
    SHARED
  }

  /// What the ledger tells of its entries, which a replication does not read.
  interface Above {

    /// What the seal says under the checkpoint of the first `size` entries.
    ///
    /// @throws IllegalArgumentException if entry `size - 1` is no seal
    Seal seal(long size) throws IOException;

    /// Whether the ledger orders, for good, that whoever this is what is left of be erased. Any
    /// thread may ask.
    default boolean ordersErasure(Tombstone tombstone) {
      return false;
    }

    /// Who keeps the log, by the newest entry about that which is committed and folded here; empty
    /// before the first entry, and for a log whose entries never say. Cheap; for any thread.
    default Optional<Keepers> keepers() {
      return Optional.empty();
    }

    /// What lies sealed for the nodes beside an entry; empty if there is nothing, or its key is not
    /// here yet. For any thread.
    default Optional<byte[]> beside(long index) throws IOException {
      return Optional.empty();
    }

    /// Keys came that were missing: payloads are opened that could not be before.
    void keysCame();
  }

  /// A seal.
  ///
  /// @param policy in force at it: whose signatures make its checkpoint final
  record Seal(Instant time, Policy policy) {}

  /// Who keeps the log from some entry on.
  ///
  /// @param former validators of earlier epochs who are none any more
  /// @param index of the entry that says so
  record Keepers(Epoch epoch, Set<ValidatorName> former, long index) {
    public Keepers {
      former = Set.copyOf(former);
    }

    public Set<ValidatorName> names() {
      return epoch.names();
    }
  }

  Say say();

  Ordering ordering();

  Finality finality();

  LogAgendas agendas();

  /// The log was damaged, and lies aside: it is made anew from what others hold. Comes before
  /// [#attach].
  void repairs(CorruptLogException damage, Path aside);

  /// The log is open and replayed, and about to start. Nothing was asked of this before.
  ///
  /// @param above what the ledger knows of its entries
  void attach(LedgerLog log, Above above);

  /// The log runs: from now on drafts are taken, and others are asked.
  ///
  /// @return takes drafts, on whatever node they are judged
  Appender begin();

  /// So many entries are folded here, and nobody is handed anything any more that they forbid.
  void folded(long size);

  /// Entries are about to be appended that these keys seal: the nodes that decide need them.
  void share(Collection<KeyName> keys);

  /// A payload is here that this key would open, and it is not.
  void want(KeyName key);

  /// Whether no newer revocation can have been acknowledged than this node knows of. May be asked
  /// by any thread, at any rate.
  boolean mayRead();

  /// Whether a draft that is handed over now is likely to be committed.
  boolean isAccepting();

  /// Lets go of everything but the log, which is closed already.
  void close();
}
