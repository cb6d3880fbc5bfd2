package org.genogate.ledger;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.security.InvalidKeyException;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.genogate.ledger.checkpoint.FraudProof;
import org.genogate.ledger.consent.ConsentTerms;
import org.genogate.ledger.consent.Reason;
import org.genogate.ledger.event.AccessId;
import org.genogate.ledger.event.Asked;
import org.genogate.ledger.event.Attestation;
import org.genogate.ledger.event.CoarsePurpose;
import org.genogate.ledger.event.ConsentId;
import org.genogate.ledger.event.DatasetTag;
import org.genogate.ledger.event.DestroyedBy;
import org.genogate.ledger.event.Entry;
import org.genogate.ledger.event.Event;
import org.genogate.ledger.event.Event.AccessClosed;
import org.genogate.ledger.event.Event.AccessOpened;
import org.genogate.ledger.event.Event.AccessRefused;
import org.genogate.ledger.event.Event.ConsentDenied;
import org.genogate.ledger.event.Event.ConsentGranted;
import org.genogate.ledger.event.Event.ConsentRevoked;
import org.genogate.ledger.event.Event.DatasetPublished;
import org.genogate.ledger.event.Event.EquivocationProven;
import org.genogate.ledger.event.Event.ErasureDone;
import org.genogate.ledger.event.Event.ErasureOrdered;
import org.genogate.ledger.event.Event.KeyEnrolled;
import org.genogate.ledger.event.Event.ReleaseRequested;
import org.genogate.ledger.event.Event.SealRefused;
import org.genogate.ledger.event.EventId;
import org.genogate.ledger.event.FraudBytes;
import org.genogate.ledger.event.HolderTag;
import org.genogate.ledger.event.KeyRole;
import org.genogate.ledger.event.PersonTag;
import org.genogate.ledger.event.ReleaseId;
import org.genogate.ledger.event.RequesterTag;
import org.genogate.ledger.event.SealRefusalCode;
import org.genogate.ledger.event.ValidatorName;
import org.genogate.ledger.key.PublicKey;
import org.genogate.ledger.key.SigningKey;
import org.genogate.ledger.log.Draft;
import org.genogate.ledger.log.StoredEntry;
import org.genogate.ledger.merkle.Hash;
import org.genogate.ledger.receipt.AccessDetail;
import org.genogate.ledger.receipt.CloseDetail;
import org.genogate.ledger.receipt.CohortReference;
import org.genogate.ledger.receipt.RefusalDetail;
import org.genogate.ledger.receipt.Salt;
import org.genogate.ledger.release.ReleaseRequest;
import org.genogate.ledger.release.ReleaseTerms;

/// Turns what happened into a draft: an entry with its commitments, signed where the registry asks
/// for it, and the sealed payload that lies beside it.
final class Scribe {

  /// Stands for those who could not be identified.
  private static final RequesterTag NOBODY = new RequesterTag(new UUID(0, 0));

  private static final String REQUESTER_CONTEXT = "genogate/requester/v1\0";

  private final String origin;
  private final SigningKey custodian;
  private final Payloads payloads;
  private final byte[] tagKey;
  private final SecureRandom random;
  private final Clock clock;

  /// @param custodian signs for the custodian, and for people without a key of their own
  /// @param tagKey makes requesters' tags, which nobody without it can tell from random bits
  Scribe(
      String origin,
      SigningKey custodian,
      Payloads payloads,
      byte[] tagKey,
      SecureRandom random,
      Clock clock) {
    this.origin = origin;
    this.custodian = custodian;
    this.payloads = payloads;
    this.tagKey = tagKey.clone();
    this.random = random;
    this.clock = clock;
  }

  Draft published(DatasetTag dataset, int version, String name, byte[] source, byte[] map) {
    var sourceSalt = Salt.random(random);
    var mapSalt = Salt.random(random);
    var event =
        new DatasetPublished(
            EventId.random(random),
            dataset,
            version,
            sourceSalt.commit(source),
            mapSalt.commit(map));
    var detail = new DatasetDetail(name, sourceSalt, mapSalt).encode();
    return signed(event, leaf -> payloads.sealForNode(detail, leaf));
  }

  /// Whether this person's terms can be written here now.
  boolean canWriteFor(PersonTag person) {
    return payloads.canSealFor(person);
  }

  Draft granted(
      PersonTag person, ConsentId consent, ConsentTerms terms, Asked asked, Hash previous) {
    var salted = payloads.salted(terms.encode());
    var event =
        new ConsentGranted(
            EventId.random(random),
            person,
            consent,
            previous,
            Hash.sha256(salted),
            asked,
            clock.instant());
    return signed(event, leaf -> payloads.sealForPerson(person, salted, leaf));
  }

  Draft denied(
      PersonTag person, ConsentId consent, ConsentTerms terms, Asked asked, Hash previous) {
    var salted = payloads.salted(terms.encode());
    var event =
        new ConsentDenied(
            EventId.random(random),
            person,
            consent,
            previous,
            Hash.sha256(salted),
            asked,
            clock.instant());
    return signed(event, leaf -> payloads.sealForPerson(person, salted, leaf));
  }

  Draft revoked(PersonTag person, ConsentRevoked.Scope scope, Asked asked, Hash previous) {
    var event =
        new ConsentRevoked(EventId.random(random), person, scope, previous, asked, clock.instant());
    return signed(event, _ -> new byte[0]);
  }

  Draft erasureOrdered(PersonTag person, Asked asked) {
    var event = new ErasureOrdered(EventId.random(random), person, asked, clock.instant());
    return signed(event, _ -> new byte[0]);
  }

  /// @param signer the node key of a validator, or the custodian's where there is none
  Draft erasureDone(PersonTag person, DestroyedBy by, SigningKey signer) {
    var event = new ErasureDone(EventId.random(random), person, by, clock.instant());
    return draft(Entry.unsigned(event).signedBy(origin, signer), _ -> new byte[0]);
  }

  /// @param cohortRoot over the people that it may cover
  Draft opened(Opening opening, CohortReference cohort, Hash cohortRoot) {
    var who = opening.who();
    var detail =
        new AccessDetail(
            who.requester(),
            who.organisation(),
            who.project(),
            who.purpose(),
            who.dataset(),
            who.query(),
            Salt.random(random),
            Salt.random(random),
            opening.cohort().consentVersion(),
            cohort);
    var event =
        new AccessOpened(
            opening.access(),
            opening.basis(),
            tag(who.requester()),
            opening.dataset(),
            opening.datasetVersion(),
            opening.purpose(),
            detail.queryCommitment(),
            detail.cohortCommitment(cohortRoot),
            opening.consulted().size(),
            opening.consulted().stateRoot(),
            opening.at(),
            opening.release());
    return unsigned(event, detail.encode());
  }

  /// @param datasets those that the terms name
  Draft releaseRequested(
      ReleaseId release, ReleaseTerms terms, List<DatasetTag> datasets, Asked asked) {
    var salted = payloads.salted(terms.encode());
    var event =
        new ReleaseRequested(
            EventId.random(random),
            release,
            tag(terms.requester()),
            datasets,
            CoarsePurpose.RESEARCH,
            Hash.sha256(salted),
            asked);
    return signed(event, leaf -> payloads.sealForNode(salted, leaf));
  }

  Draft releaseEndorsed(ReleaseRequest request) {
    return asSigned(request.endorsedBy(custodian, KeyRole.CUSTODIAN, random));
  }

  /// Of an entry that was signed elsewhere and has no payload.
  Draft asSigned(Entry entry) {
    return draft(entry, _ -> new byte[0]);
  }

  /// @param operator whose key attests a committee's
  Draft committeeEnrolled(PublicKey key, SigningKey operator) {
    var event =
        new KeyEnrolled(
            EventId.random(random),
            key,
            KeyRole.COMMITTEE,
            HolderTag.random(random),
            Attestation.AT_DESK);
    return asSigned(Entry.unsigned(event).signedBy(origin, operator));
  }

  Draft closed(AccessId access, CloseDetail detail) {
    return unsigned(new AccessClosed(access, detail.commitment()), detail.encode());
  }

  Draft refused(Refusal refusal, DatasetTag dataset) {
    return switch (refusal.about()) {
      case Refusal.About.Strangers _ ->
          unsigned(
              new AccessRefused(
                  NOBODY, dataset, refusal.code(), refusal.count(), EventId.random(random)),
              new byte[0]);
      case Refusal.About.Everybody(var who) -> refused(refusal, dataset, who, Set.of());
      case Refusal.About.One(var who, var person) -> refused(refusal, dataset, who, Set.of(person));
    };
  }

  private Draft refused(Refusal refusal, DatasetTag dataset, Who who, Set<PersonTag> named) {
    var detail =
        new RefusalDetail(
            refusal.at(),
            who.requester(),
            who.organisation(),
            who.project(),
            who.purpose(),
            who.dataset(),
            reason(refusal),
            named);
    return unsigned(
        new AccessRefused(
            tag(who.requester()), dataset, refusal.code(), refusal.count(), EventId.random(random)),
        detail.encode());
  }

  private static Reason reason(Refusal refusal) {
    return Arrays.stream(Reason.values())
        .filter(reason -> reason.code() == refusal.code())
        .findFirst()
        .orElse(Reason.NOT_AUTHORIZED);
  }

  Draft sealRefused(ValidatorName self, SigningKey node, long index, SealRefusalCode code) {
    var event = new SealRefused(EventId.random(random), self, index, code, clock.instant());
    return draft(Entry.unsigned(event).signedBy(origin, node), _ -> new byte[0]);
  }

  /// Unsigned: the proof stands by itself.
  Draft equivocation(FraudProof proof) {
    var event = new EquivocationProven(EventId.random(random), FraudBytes.of(proof.encode()));
    return draft(Entry.unsigned(event), _ -> new byte[0]);
  }

  /// Of an entry that others signed.
  ///
  /// @param plain for the nodes
  Draft prepared(Entry entry, byte[] plain) {
    return draft(entry, leaf -> plain.length == 0 ? plain : payloads.sealForNode(plain, leaf));
  }

  /// Whether this node wrote it, and no other: only it knows how far an access got.
  boolean wrote(StoredEntry stored) {
    return payloads.isOwn(stored);
  }

  private Draft signed(Event event, Function<Hash, byte[]> payload) {
    return draft(Entry.unsigned(event).signedBy(origin, custodian), payload);
  }

  /// Of events that only a seal signs; their payloads are this node's.
  private Draft unsigned(Event event, byte[] plain) {
    return prepared(Entry.unsigned(event), plain);
  }

  private static Draft draft(Entry entry, Function<Hash, byte[]> payload) {
    var bytes = entry.encode();
    return new Draft(bytes, payload.apply(Hash.leaf(bytes)));
  }

  /// The same requester has the same tag here, so that an auditor sees many requests as one
  /// requester's; who that is cannot be computed without the key.
  RequesterTag tag(String requester) {
    try {
      var mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(tagKey, "HmacSHA256"));
      mac.update(REQUESTER_CONTEXT.getBytes(UTF_8));
      var bytes = ByteBuffer.wrap(mac.doFinal(requester.getBytes(UTF_8)));
      return new RequesterTag(new UUID(bytes.getLong(), bytes.getLong()));
    } catch (NoSuchAlgorithmException | InvalidKeyException e) {
      throw new AssertionError("every Java platform has HMAC-SHA-256", e);
    }
  }
}
