package org.genogate.ledger.receipt;

import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.genogate.ledger.checkpoint.Checkpoint;
import org.genogate.ledger.checkpoint.TlogProof;
import org.genogate.ledger.checkpoint.VerifierKey;
import org.genogate.ledger.consent.Cohort;
import org.genogate.ledger.consent.ConsentFold;
import org.genogate.ledger.consent.ConsentView;
import org.genogate.ledger.consent.PeopleSet;
import org.genogate.ledger.event.AccessId;
import org.genogate.ledger.event.Asked;
import org.genogate.ledger.event.Basis;
import org.genogate.ledger.event.CoarsePurpose;
import org.genogate.ledger.event.ConsentId;
import org.genogate.ledger.event.DatasetTag;
import org.genogate.ledger.event.Entry;
import org.genogate.ledger.event.Event;
import org.genogate.ledger.event.EventId;
import org.genogate.ledger.event.PersonTag;
import org.genogate.ledger.event.RequesterTag;
import org.genogate.ledger.key.SigningKey;
import org.genogate.ledger.merkle.Hash;
import org.genogate.ledger.merkle.InclusionProof;
import org.genogate.ledger.merkle.MerkleTree;

/// One access to several people in a log of a few entries, and the receipts it yields.
final class LoggedAccess {

  static final Instant AT = Instant.parse("2026-05-01T12:00:00Z");

  final Random random = new Random(11);
  final SigningKey key = SigningKey.ofSeed(new byte[SigningKey.SEED_BYTES]);
  final VerifierKey log = new VerifierKey("example.org/log", VerifierKey.Kind.LOG, key.publicKey());
  final List<PersonTag> people = new ArrayList<>();
  final ConsentView view;
  final Cohort cohort;
  final CohortRoots roots = new CohortRoots(new byte[32]);
  final AccessDetail detail;
  final CloseDetail end;
  final Event.AccessOpened opened;
  final Event.AccessClosed closed;
  private final List<Entry> entries = new ArrayList<>();

  LoggedAccess(int count) {
    var fold = ConsentFold.empty();
    for (int i = 0; i < count; i++) {
      people.add(PersonTag.random(random));
      fold.missingTerms(i, grantOf(people.get(i)));
    }
    view = fold.view();
    cohort = new Cohort(PeopleSet.first(count), Map.of(), 3);
    detail =
        new AccessDetail(
            "researcher-204",
            "uni",
            "heart",
            "HMB",
            "demo",
            "region=22:1-100&samples=HG1,HG2",
            Salt.random(random),
            Salt.random(random),
            3,
            new CohortReference.Whole(cohort));
    var body = Hash.sha256(new byte[] {7});
    end = new CloseDetail(Salt.random(random), AT, 900, 12, Outcome.COMPLETE, body, 40);
    opened = openedWith(detail.cohortCommitment(roots.root(cohort, view)));
    closed = new Event.AccessClosed(opened.access(), end.commitment());
    var other = new Event.AccessClosed(AccessId.random(random), Hash.zero());
    for (var event : List.of(other, opened, other, closed, other)) {
      entries.add(Entry.unsigned(event));
    }
  }

  Receipt forPerson(PersonTag person) {
    var root = roots.root(cohort, view);
    var opening =
        new Receipt.Opening.ForPerson(
            person, root, detail.cohortSalt(), roots.membership(cohort, view, person));
    return new Receipt(proven(1), new Receipt.Closing.Untold(proven(3)), opening, said(), log);
  }

  Receipt forRequester() {
    var opening = new Receipt.Opening.ForRequester(detail.query(), detail.querySalt());
    return new Receipt(proven(1), new Receipt.Closing.Told(proven(3), end), opening, said(), log);
  }

  ProvenEntry proven(int index) {
    return proven(index, key);
  }

  ProvenEntry proven(int index, SigningKey signer) {
    var leaves = entries.stream().map(Entry::leaf).toList();
    var checkpoint = new Checkpoint(log.name(), leaves.size(), MerkleTree.root(leaves));
    try {
      var path =
          InclusionProof.of(
              index,
              leaves.size(),
              (level, n) -> {
                int from = (int) n << level;
                return MerkleTree.root(leaves.subList(from, from + (1 << level)));
              });
      return new ProvenEntry(
          entries.get(index), new TlogProof(index, path.path(), checkpoint.sign(signer)));
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  Receipt.Statement said() {
    return new Receipt.Statement("Researcher 204", "A university", "Heart", "HMB", "demo");
  }

  private Event.AccessOpened openedWith(Hash cohortCommitment) {
    return new Event.AccessOpened(
        AccessId.random(random),
        Basis.CONSENT,
        RequesterTag.random(random),
        DatasetTag.random(random),
        1,
        CoarsePurpose.RESEARCH,
        detail.queryCommitment(),
        cohortCommitment,
        40,
        Hash.zero(),
        AT);
  }

  private Event.ConsentGranted grantOf(PersonTag person) {
    var id = EventId.random(random);
    var consent = ConsentId.random(random);
    return new Event.ConsentGranted(
        id, person, consent, Hash.zero(), Hash.zero(), Asked.OWN_KEY, AT);
  }
}
