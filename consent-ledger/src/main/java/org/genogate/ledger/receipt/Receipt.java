package org.genogate.ledger.receipt;

import static java.nio.charset.StandardCharsets.UTF_8;

import org.genogate.ledger.checkpoint.VerifierKey;
import org.genogate.ledger.event.Event.AccessClosed;
import org.genogate.ledger.event.Event.AccessOpened;
import org.genogate.ledger.event.PersonTag;
import org.genogate.ledger.merkle.Hash;
import org.genogate.ledger.merkle.InvalidProofException;

/// What one person, or whoever asked, gets for one access, to verify without asking anybody.
///
/// A person's receipt opens that they were in the cohort, and nothing that could name another: not
/// the query, which may list samples, nor the body root, which may betray a short body. A
/// requester's opens the query and the end. It cannot show an access that was never logged.
///
/// @param said what the custodian says beside it; nothing proves it
/// @param log the key that the proofs claim to be signed by
///
///     Spec: `reference/transparency-log.md` section 9.5
public record Receipt(
    ProvenEntry opened, Closing closing, Opening opening, Statement said, VerifierKey log) {

  /// How the access ended, as far as the holder may know.
  public sealed interface Closing {
    record NotYet() implements Closing {}

    /// It ended; how stays closed.
    record Untold(ProvenEntry entry) implements Closing {}

    /// It ended like this.
    record Told(ProvenEntry entry, CloseDetail detail) implements Closing {}
  }

  /// What the holder may see of the commitments in `AccessOpened`.
  public sealed interface Opening {
    /// This person was in the cohort.
    record ForPerson(
        PersonTag person, Hash cohortRoot, Salt cohortSalt, CohortMembership membership)
        implements Opening {}

    /// This was the query.
    record ForRequester(String query, Salt querySalt) implements Opening {}
  }

  /// Who asked and why, in words for people.
  public record Statement(
      String requester, String organisation, String project, String purpose, String dataset) {}

  /// @param trusted the log's key, from where the holder trusts it
  /// @return what is proven
  public VerifiedReceipt verify(VerifierKey trusted) throws InvalidReceiptException {
    if (!trusted.equals(log)) {
      throw new InvalidReceiptException("the receipt is of another log than " + trusted.name());
    }
    var checkpoint = opened.verify(trusted);
    if (!(opened.entry().event() instanceof AccessOpened access)) {
      throw new InvalidReceiptException("the first entry opens no access");
    }
    switch (opening) {
      case Opening.ForPerson mine -> verifyMembership(mine, access);
      case Opening.ForRequester(var query, var salt) ->
          requireCommitment(salt.commit(query.getBytes(UTF_8)), access.query(), "query");
    }
    return new VerifiedReceipt(
        access, opened.proof().index(), checkpoint, verifyClosing(access, trusted));
  }

  private static void verifyMembership(Opening.ForPerson mine, AccessOpened access)
      throws InvalidReceiptException {
    var root = mine.cohortRoot();
    requireCommitment(mine.cohortSalt().commit(root.toBytes()), access.cohort(), "cohort");
    try {
      mine.membership().verify(mine.person(), root);
    } catch (InvalidProofException e) {
      throw new InvalidReceiptException("the person is not shown to be in the cohort", e);
    }
  }

  private VerifiedReceipt.Closing verifyClosing(AccessOpened access, VerifierKey trusted)
      throws InvalidReceiptException {
    return switch (closing) {
      case Closing.NotYet _ -> new VerifiedReceipt.Closing.NotYet();
      case Closing.Untold(var entry) -> {
        var _ = closed(entry, access, trusted);
        yield new VerifiedReceipt.Closing.Untold(entry.proof().index());
      }
      case Closing.Told(var entry, var detail) -> {
        var event = closed(entry, access, trusted);
        requireCommitment(detail.commitment(), event.commitment(), "end");
        yield new VerifiedReceipt.Closing.Told(entry.proof().index(), detail);
      }
    };
  }

  private AccessClosed closed(ProvenEntry entry, AccessOpened access, VerifierKey trusted)
      throws InvalidReceiptException {
    var _ = entry.verify(trusted);
    if (!(entry.entry().event() instanceof AccessClosed event)
        || !event.access().equals(access.access())) {
      throw new InvalidReceiptException("the second entry does not close this access");
    }
    if (entry.proof().index() <= opened.proof().index()) {
      throw new InvalidReceiptException("the access is closed before it is opened");
    }
    return event;
  }

  private static void requireCommitment(Hash found, Hash wanted, String what)
      throws InvalidReceiptException {
    if (!found.equals(wanted)) {
      throw new InvalidReceiptException("the " + what + " is not what the entry commits to");
    }
  }
}
