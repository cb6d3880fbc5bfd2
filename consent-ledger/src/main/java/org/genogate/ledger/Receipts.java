package org.genogate.ledger;

import java.io.IOException;
import java.util.Optional;
import java.util.TreeSet;
import org.genogate.ledger.checkpoint.InvalidNoteException;
import org.genogate.ledger.checkpoint.SignedNote;
import org.genogate.ledger.checkpoint.VerifierKey;
import org.genogate.ledger.consent.Cohort;
import org.genogate.ledger.event.AccessId;
import org.genogate.ledger.event.Entry;
import org.genogate.ledger.event.MalformedEntryException;
import org.genogate.ledger.event.PersonTag;
import org.genogate.ledger.log.CorruptLogException;
import org.genogate.ledger.log.LedgerLog;
import org.genogate.ledger.receipt.AccessDetail;
import org.genogate.ledger.receipt.AccessHistory;
import org.genogate.ledger.receipt.AccessSeen.Access;
import org.genogate.ledger.receipt.AccessSeen.Ending;
import org.genogate.ledger.receipt.CohortMembership;
import org.genogate.ledger.receipt.CohortReference;
import org.genogate.ledger.receipt.CohortRoots;
import org.genogate.ledger.receipt.ProvenEntry;
import org.genogate.ledger.receipt.Receipt;
import org.genogate.ledger.receipt.Receipt.Closing;
import org.genogate.ledger.receipt.Receipt.Opening;
import org.genogate.ledger.state.PublicFold;

/// Makes receipts: what one holder can verify of one access. Waits for the next seal if the access
/// is newer than it.
public final class Receipts {

  private final LedgerLog log;
  private final Folds folds;
  private final CohortRoots roots;
  private final VerifierKey key;

  Receipts(LedgerLog log, Folds folds, CohortRoots roots, VerifierKey key) {
    this.log = log;
    this.folds = folds;
    this.roots = roots;
    this.key = key;
  }

  /// @return empty if there is no such access, or it did not concern this person
  public Optional<Receipt> forPerson(PersonTag person, AccessId id) throws IOException {
    var view = folds.view().consent();
    if (!history().concerns(id, person, view)) {
      return Optional.empty();
    }
    var access = history().find(id).orElseThrow();
    var cohort = cohort(access.detail());
    if (cohort.isEmpty()) {
      return Optional.empty();
    }
    var membership = membership(cohort.get(), person);
    var opening =
        new Opening.ForPerson(
            person, roots.root(cohort.get(), view), access.detail().cohortSalt(), membership);
    return Optional.of(receipt(access, opening));
  }

  /// @return empty if there is no such access, or somebody else asked for it
  public Optional<Receipt> forRequester(String requester, AccessId id) throws IOException {
    var access = history().find(id);
    if (access.isEmpty() || !access.get().detail().requester().equals(requester)) {
      return Optional.empty();
    }
    var detail = access.get().detail();
    return Optional.of(
        receipt(access.get(), new Opening.ForRequester(detail.query(), detail.querySalt())));
  }

  /// Who cosigned the newest checkpoint over an entry; nobody if none covers it yet.
  public Confirmed confirmed(long index) throws IOException {
    if (index >= log.sealedSize()) {
      return Confirmed.byNobody();
    }
    var proof = log.proof(index);
    return proof.isPresent() ? confirmed(proof.get().checkpoint()) : Confirmed.byNobody();
  }

  /// Who cosigned the checkpoint that a receipt's proofs lead to.
  public Confirmed confirmed(Receipt receipt) {
    return confirmed(receipt.opened().proof().checkpoint());
  }

  /// Each node once, whatever it signed with.
  private Confirmed confirmed(SignedNote note) {
    var epoch = folds.publicly(PublicFold::epoch);
    if (epoch.validators().isEmpty()) {
      return Confirmed.byNobody();
    }
    try {
      var signers = epoch.policy().signers(note);
      var by = new TreeSet<String>();
      for (var validator : epoch.validators()) {
        if (signers.contains(validator.name().value())) {
          by.add(validator.name().value());
        }
      }
      return new Confirmed(by, epoch.validators().size(), epoch.policyText());
    } catch (InvalidNoteException e) {
      throw new IllegalStateException("a checkpoint that was published is not sound", e);
    }
  }

  private Receipt receipt(Access access, Opening opening) throws IOException {
    var detail = access.detail();
    return new Receipt(
        proven(access.index()),
        closing(access.ending(), opening),
        opening,
        new Receipt.Statement(
            detail.requester(),
            detail.organisation(),
            detail.project(),
            detail.purpose(),
            detail.dataset()),
        key);
  }

  /// How it ended is told to whoever asked; a person sees that it ended, since bytes and root
  /// concern others too.
  private Closing closing(Ending ending, Opening opening) throws IOException {
    return switch (ending) {
      case Ending.ReadingNow _ -> new Closing.NotYet();
      case Ending.ClosedUnreadable(long index) -> new Closing.Untold(proven(index));
      case Ending.Closed(long index, var detail) ->
          opening instanceof Opening.ForRequester
              ? new Closing.Told(proven(index), detail)
              : new Closing.Untold(proven(index));
    };
  }

  private ProvenEntry proven(long index) throws IOException {
    var _ = log.sealed(index).join();
    var proof =
        log.proof(index)
            .orElseThrow(() -> new CorruptLogException("entry %d is not sealed".formatted(index)));
    try {
      return new ProvenEntry(Entry.decode(log.read(index).entry()), proof);
    } catch (MalformedEntryException e) {
      throw new CorruptLogException("entry %d is not an entry".formatted(index), e);
    }
  }

  private Optional<Cohort> cohort(AccessDetail detail) {
    return switch (detail.cohort()) {
      case CohortReference.Known(var hash) -> history().cohort(hash);
      case CohortReference.Whole(var whole) -> Optional.of(whole);
      case CohortReference.OnePerson _ -> Optional.empty();
    };
  }

  private CohortMembership membership(Cohort cohort, PersonTag person) {
    return roots.membership(cohort, folds.view().consent(), person);
  }

  private AccessHistory history() {
    return folds.privateFold().history();
  }
}
