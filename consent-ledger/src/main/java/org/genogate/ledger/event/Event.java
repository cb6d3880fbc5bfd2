package org.genogate.ledger.event;

import java.time.Instant;
import java.util.List;
import org.genogate.ledger.key.KeyId;
import org.genogate.ledger.key.PublicKey;
import org.genogate.ledger.merkle.Hash;

/// Something that happened, as the ledger records it.
///
/// The numbers are a registry: they never change and are never used again. Instants are kept to the
/// millisecond. A `Hash previous` names the leaf hash of that person's latest event; [Hash#zero()]
/// says there was none. A commitment is `SHA-256(salt32 || payload)`. The time of a consent event
/// is when it was signed; what it follows is decided by its place in the log alone.
public sealed interface Event {

  /// The event's number in the registry.
  int number();

  /// The first entry of a log.
  ///
  /// @param origin the log's name, as its checkpoints carry it
  /// @param policy a C2SP tlog-policy: who must sign a checkpoint
  record Genesis(EventId id, String origin, String policy, List<KeyEnrolled> keys, Instant time)
      implements Event {
    public Genesis {
      keys = List.copyOf(keys);
      time = LedgerTime.of(time);
    }

    @Override
    public int number() {
      return 1;
    }
  }

  /// A key that may sign from now on.
  record KeyEnrolled(
      EventId id, PublicKey key, KeyRole role, HolderTag holder, Attestation attestation)
      implements Event {
    @Override
    public int number() {
      return 3;
    }
  }

  /// A key that may not sign any more.
  record KeyRetired(EventId id, KeyId key) implements Event {
    @Override
    public int number() {
      return 4;
    }
  }

  /// A version of a dataset that can be asked from now on.
  ///
  /// @param source commits to the digest of the files it was built from
  /// @param sampleMap commits to which sample is which person
  record DatasetPublished(EventId id, DatasetTag dataset, int version, Hash source, Hash sampleMap)
      implements Event {
    public DatasetPublished {
      requireAtLeast(1, version, "a dataset version");
    }

    @Override
    public int number() {
      return 5;
    }
  }

  /// A person allows something; what, lies in the payload.
  record ConsentGranted(
      EventId id,
      PersonTag person,
      ConsentId consent,
      Hash previous,
      Hash commitment,
      Asked asked,
      Instant time)
      implements Event {
    public ConsentGranted {
      time = LedgerTime.of(time);
    }

    @Override
    public int number() {
      return 6;
    }
  }

  /// A person refuses something for good: it wins over any grant.
  record ConsentDenied(
      EventId id,
      PersonTag person,
      ConsentId consent,
      Hash previous,
      Hash commitment,
      Asked asked,
      Instant time)
      implements Event {
    public ConsentDenied {
      time = LedgerTime.of(time);
    }

    @Override
    public int number() {
      return 7;
    }
  }

  /// A person takes one grant or denial back, or all grants so far.
  ///
  /// @param previous informs only: a revocation is accepted whatever it says
  record ConsentRevoked(
      EventId id, PersonTag person, Scope scope, Hash previous, Asked asked, Instant time)
      implements Event {
    public ConsentRevoked {
      time = LedgerTime.of(time);
    }

    @Override
    public int number() {
      return 8;
    }

    /// What a revocation takes back.
    public sealed interface Scope {
      /// One grant or denial.
      record One(ConsentId consent) implements Scope {}

      /// Every grant made so far. Standing denials stay.
      record EveryGrant() implements Scope {}
    }
  }

  /// An access that may begin once this is committed.
  ///
  /// @param query commits to what was asked
  /// @param cohort commits to the root over the people it may cover
  /// @param size the ledger size that the decision consulted
  record AccessOpened(
      AccessId access,
      Basis basis,
      RequesterTag requester,
      DatasetTag dataset,
      int datasetVersion,
      CoarsePurpose purpose,
      Hash query,
      Hash cohort,
      long size,
      Hash stateRoot,
      Instant consulted)
      implements Event {
    public AccessOpened {
      requireAtLeast(1, datasetVersion, "a dataset version");
      requireAtLeast(0, size, "a ledger size");
      consulted = LedgerTime.of(consulted);
    }

    @Override
    public int number() {
      return 9;
    }
  }

  /// An access that ended; how, lies in the payload.
  record AccessClosed(AccessId access, Hash commitment) implements Event {
    @Override
    public int number() {
      return 10;
    }
  }

  /// Requests that were refused.
  ///
  /// @param requester who asked; all zero bits if nobody could be identified
  /// @param count how many alike were refused since the last such entry, at least 1
  record AccessRefused(RequesterTag requester, DatasetTag dataset, RefusalCode reason, long count)
      implements Event {
    public AccessRefused {
      requireAtLeast(1, count, "a count of refusals");
    }

    @Override
    public int number() {
      return 11;
    }
  }

  /// The last entry under a published checkpoint.
  ///
  /// @param block counts seals from 0
  /// @param previousSeal leaf hash of the seal before, or [Hash#zero()]
  /// @param firstIndex the first entry that this seal covers
  /// @param stateRoot the public fold's root over all entries before this one
  record BlockSealed(
      int validatorEpoch,
      long block,
      Hash previousSeal,
      long firstIndex,
      Hash stateRoot,
      Instant time)
      implements Event {
    public BlockSealed {
      requireAtLeast(0, validatorEpoch, "a validator epoch");
      requireAtLeast(0, block, "a block number");
      requireAtLeast(0, firstIndex, "an index");
      time = LedgerTime.of(time);
    }

    @Override
    public int number() {
      return 12;
    }
  }

  private static void requireAtLeast(long least, long found, String what) {
    if (found < least) {
      throw new IllegalArgumentException("%s is at least %d, not %d".formatted(what, least, found));
    }
  }
}
