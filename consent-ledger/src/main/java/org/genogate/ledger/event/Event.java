package org.genogate.ledger.event;

import java.time.Instant;
import java.util.List;
import java.util.Set;
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
  default int number() {
    return switch (this) {
      case Genesis _ -> 1;
      case PolicyChanged _ -> 2;
      case KeyEnrolled _ -> 3;
      case KeyRetired _ -> 4;
      case DatasetPublished _ -> 5;
      case ConsentGranted _ -> 6;
      case ConsentDenied _ -> 7;
      case ConsentRevoked _ -> 8;
      case AccessOpened _ -> 9;
      case AccessClosed _ -> 10;
      case AccessRefused _ -> 11;
      case BlockSealed _ -> 12;
      case ErasureOrdered _ -> 13;
      case ErasureDone _ -> 14;
      case ReleaseRequested _ -> 15;
      case ReleaseEndorsed _ -> 16;
      case EquivocationProven _ -> 19;
      case SealRefused _ -> 21;
    };
  }

  /// The first entry of a log.
  ///
  /// @param origin the log's name, as its checkpoints carry it
  /// @param policy a C2SP tlog-policy: who must sign a checkpoint
  /// @param validators the nodes that keep the log together; none for a node alone
  /// @param endorsements who must sign beyond what the law asks
  record Genesis(
      EventId id,
      String origin,
      String policy,
      List<KeyEnrolled> keys,
      Instant time,
      List<Validator> validators,
      Endorsements endorsements)
      implements Event {
    public Genesis {
      keys = List.copyOf(keys);
      time = LedgerTime.of(time);
      validators = List.copyOf(validators);
    }

    /// Of a log that one node keeps, without endorsements.
    public Genesis(EventId id, String origin, String policy, List<KeyEnrolled> keys, Instant time) {
      this(id, origin, policy, keys, time, List.of(), Endorsements.none());
    }
  }

  /// Other validators, another policy or other endorsements from here on.
  ///
  /// @param epoch one more than the epoch that this ends
  record PolicyChanged(
      EventId id,
      int epoch,
      List<Validator> validators,
      String policy,
      Instant time,
      Endorsements endorsements)
      implements Event {
    public PolicyChanged {
      requireAtLeast(1, epoch, "a changed epoch");
      validators = List.copyOf(validators);
      time = LedgerTime.of(time);
    }
  }

  /// A key that may sign from now on.
  record KeyEnrolled(
      EventId id, PublicKey key, KeyRole role, HolderTag holder, Attestation attestation)
      implements Event {}

  /// A key that may not sign any more.
  record KeyRetired(EventId id, KeyId key) implements Event {}

  /// A version of a dataset that can be asked from now on.
  ///
  /// @param source commits to the digest of the files it was built from
  /// @param sampleMap commits to which sample is which person
  record DatasetPublished(EventId id, DatasetTag dataset, int version, Hash source, Hash sampleMap)
      implements Event {
    public DatasetPublished {
      requireAtLeast(1, version, "a dataset version");
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
  /// @param release by which release, if any
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
      Instant consulted,
      ByRelease release)
      implements Event {
    public AccessOpened {
      requireAtLeast(1, datasetVersion, "a dataset version");
      requireAtLeast(0, size, "a ledger size");
      consulted = LedgerTime.of(consulted);
    }

    /// Without a release.
    public AccessOpened(
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
        Instant consulted) {
      this(
          access,
          basis,
          requester,
          dataset,
          datasetVersion,
          purpose,
          query,
          cohort,
          size,
          stateRoot,
          consulted,
          new ByRelease.None());
    }
  }

  /// An access that ended; how, lies in the payload.
  record AccessClosed(AccessId access, Hash commitment) implements Event {}

  /// Requests that were refused.
  ///
  /// @param id random, so that an entry sent twice is one and two alike are two
  /// @param requester who asked; all zero bits if nobody could be identified
  /// @param count how many alike were refused since the last such entry, at least 1
  record AccessRefused(
      RequesterTag requester, DatasetTag dataset, RefusalCode reason, long count, EventId id)
      implements Event {
    public AccessRefused {
      requireAtLeast(1, count, "a count of refusals");
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
  }

  /// A person's key is to be destroyed wherever it is. Ends every grant at once, as a revocation
  /// does; nothing about this person is recorded under a key of theirs ever again.
  record ErasureOrdered(EventId id, PersonTag person, Asked asked, Instant time) implements Event {
    public ErasureOrdered {
      time = LedgerTime.of(time);
    }
  }

  /// A node has destroyed its copy of the key of a person whose erasure was ordered.
  record ErasureDone(EventId id, PersonTag person, DestroyedBy by, Instant time) implements Event {
    public ErasureDone {
      time = LedgerTime.of(time);
    }
  }

  /// A requester asks that datasets be released for a project; project and terms lie in the
  /// payload.
  ///
  /// @param datasets at least one, each once
  /// @param commitment to the payload
  /// @param asked [Asked#OWN_KEY] with the requester's key; else a custodian signs for them
  record ReleaseRequested(
      EventId id,
      ReleaseId release,
      RequesterTag requester,
      List<DatasetTag> datasets,
      CoarsePurpose purpose,
      Hash commitment,
      Asked asked)
      implements Event {
    public ReleaseRequested {
      datasets = List.copyOf(datasets);
      requireAtLeast(1, datasets.size(), "the number of datasets");
      if (Set.copyOf(datasets).size() != datasets.size()) {
        throw new IllegalArgumentException("a dataset to release is named once");
      }
    }
  }

  /// One of those whom a release waits for agrees to it.
  ///
  /// @param request digest of the request's body ([Entry#bodyDigest]): what was read is what is
  ///   agreed to, whoever showed it
  record ReleaseEndorsed(EventId id, ReleaseId release, KeyRole role, Hash request)
      implements Event {}

  /// Somebody signed what contradicts itself.
  record EquivocationProven(EventId id, FraudBytes proof) implements Event {}

  /// A validator does not sign a seal, since it found a broken rule.
  ///
  /// @param index the entry at which it found it
  record SealRefused(
      EventId id, ValidatorName validator, long index, SealRefusalCode reason, Instant time)
      implements Event {
    public SealRefused {
      requireAtLeast(0, index, "an index");
      time = LedgerTime.of(time);
    }
  }

  private static void requireAtLeast(long least, long found, String what) {
    if (found < least) {
      throw new IllegalArgumentException("%s is at least %d, not %d".formatted(what, least, found));
    }
  }
}
