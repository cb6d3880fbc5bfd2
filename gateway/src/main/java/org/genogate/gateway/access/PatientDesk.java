package org.genogate.gateway.access;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.genogate.ledger.Confirmed;
import org.genogate.ledger.ErasureStatus;
import org.genogate.ledger.event.AccessId;
import org.genogate.ledger.event.Asked;
import org.genogate.ledger.event.ByRelease;
import org.genogate.ledger.event.ConsentId;
import org.genogate.ledger.event.PersonTag;

/// What one person can see and do about their own data.
///
/// Every call may wait for the ledger, so call it from a virtual thread. All of it concerns the one
/// person named: who that is, the caller has established.
public interface PatientDesk {

  /// How the custodian calls this person, for the head of a page. Never logged.
  String displayName(PersonTag person);

  /// All grants and denials of this person, those in force first, then the newest first.
  List<ConsentSummary> consents(PersonTag person);

  /// Who used or asked for this person's data, newest first, refused requests included.
  List<AccessSummary> accesses(PersonTag person);

  /// Records a grant and waits until it is committed; it acts once sealed, about a second later.
  ///
  /// @throws LedgerUnavailableException if the ledger cannot commit; nothing was changed
  Change grant(PersonTag person, Terms terms, Asked asked) throws LedgerUnavailableException;

  /// Records a standing refusal, which wins over every grant.
  ///
  /// @throws LedgerUnavailableException if the ledger cannot commit; nothing was changed
  Change deny(PersonTag person, Terms terms, Asked asked) throws LedgerUnavailableException;

  /// Stops one grant, or lifts one denial. Returns once no running stream can hand over this
  /// person's data under it.
  ///
  /// @return empty if this person has no such consent
  /// @throws LedgerUnavailableException if the ledger cannot commit; nothing was changed
  Optional<Change> stop(PersonTag person, ConsentId consent, Asked asked)
      throws LedgerUnavailableException;

  /// Stops every grant made so far. Returns once no running stream can hand over this person's
  /// data.
  ///
  /// @throws LedgerUnavailableException if the ledger cannot commit; nothing was changed
  Change stopEverything(PersonTag person, Asked asked) throws LedgerUnavailableException;

  /// Orders that this person's key be destroyed on every node, for ever. Every grant stops; returns
  /// once no running stream can hand over this person's data. The nodes destroy the key as soon as
  /// the order is final.
  ///
  /// @throws LedgerUnavailableException if the ledger cannot commit: then it may come to be or not
  Change erase(PersonTag person, Asked asked) throws LedgerUnavailableException;

  /// How far the erasure of this person is; empty if nobody ordered it.
  Optional<ErasureStatus> erasure(PersonTag person);

  /// The receipt of one access, as the JSON document that the documentation describes.
  ///
  /// @return empty if there is no such access, or it did not concern this person
  Optional<byte[]> receipt(PersonTag person, AccessId access);

  /// Which nodes that keep the ledger signed for an entry of it, as far as this one has seen.
  Confirmed confirmed(long ledgerIndex);

  /// What someone allows or refuses.
  ///
  /// @param use `GRU`, `HMB`, `DS` or `CARE`
  /// @param disease an ontology term such as `MONDO:0007254` for `DS`, else empty
  /// @param grantee `anyone`, `organisation:ID` or `requester:ID`
  /// @param datasets readable names; empty for all
  /// @param until [Instant#MAX] for no end
  /// @param withheld labels of regions held back, as the configuration names them
  record Terms(
      String use,
      String disease,
      String grantee,
      Set<String> datasets,
      Instant from,
      Instant until,
      Set<String> withheld) {
    public Terms {
      datasets = Set.copyOf(datasets);
      withheld = Set.copyOf(withheld);
    }
  }

  /// What became of a grant or denial.
  enum ConsentState {
    /// Recorded, and acts once sealed.
    RECORDED,
    IN_FORCE,
    /// Starts later.
    WAITING,
    STOPPED,
    EXPIRED,
    /// The terms cannot be opened any more, so it allows nothing.
    UNREADABLE
  }

  /// One grant or denial.
  ///
  /// @param denial true for a standing refusal
  /// @param granteeTitle readable, such as an organisation's title; empty for anyone
  /// @param withheldTitles readable titles of the regions held back
  /// @param recorded when it was put on the ledger
  /// @param ended when it was stopped; [Instant#MAX] if it was not
  /// @param uses how many accesses it allowed so far
  /// @param lastUse the newest of them; [Instant#MIN] if there was none
  record ConsentSummary(
      ConsentId id,
      boolean denial,
      ConsentState state,
      Terms terms,
      String granteeTitle,
      List<String> withheldTitles,
      Instant recorded,
      Instant ended,
      long ledgerIndex,
      long uses,
      Instant lastUse) {
    public ConsentSummary {
      withheldTitles = List.copyOf(withheldTitles);
    }
  }

  /// How an access ended.
  enum AccessOutcome {
    READING_NOW,
    COMPLETE,
    STOPPED_BY_READER,
    /// A consent was withdrawn while it ran; what followed came without that person.
    CONSENT_WITHDRAWN_MIDWAY,
    FAILED,
    UNKNOWN,
    REFUSED
  }

  /// One access, or one refused request that named this person.
  ///
  /// @param who readable, such as `Researcher 204`
  /// @param organisation readable title
  /// @param project readable title; empty for care
  /// @param use `GRU`, `HMB`, `DS` or `CARE`
  /// @param what readable, such as `chromosome 22, 1 million letters`
  /// @param people how many people the answer may have covered, this one included; 0 for a refusal
  /// @param release on which it rested beside consent, if on any
  record AccessSummary(
      AccessId id,
      Instant at,
      String who,
      String organisation,
      String project,
      String use,
      String disease,
      String what,
      long people,
      AccessOutcome outcome,
      long ledgerIndex,
      ByRelease release) {}

  /// A change that is on the ledger.
  ///
  /// @param consent the consent that it concerns; for stopping everything and for an erasure, an id
  ///   of its own
  /// @param at when it was committed
  /// @param streamsAffected how many streams under way lost this person's data
  /// @param receivedBefore how many requesters had received this person's data under it before
  record Change(
      ConsentId consent, Instant at, long ledgerIndex, int streamsAffected, long receivedBefore) {}
}
