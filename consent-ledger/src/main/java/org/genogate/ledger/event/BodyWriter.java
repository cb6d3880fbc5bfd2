package org.genogate.ledger.event;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.genogate.ledger.cbor.CborWriter;
import org.genogate.ledger.event.Event.AccessClosed;
import org.genogate.ledger.event.Event.AccessOpened;
import org.genogate.ledger.event.Event.AccessRefused;
import org.genogate.ledger.event.Event.BlockSealed;
import org.genogate.ledger.event.Event.ConsentDenied;
import org.genogate.ledger.event.Event.ConsentGranted;
import org.genogate.ledger.event.Event.ConsentRevoked;
import org.genogate.ledger.event.Event.DatasetPublished;
import org.genogate.ledger.event.Event.EquivocationProven;
import org.genogate.ledger.event.Event.ErasureDone;
import org.genogate.ledger.event.Event.ErasureOrdered;
import org.genogate.ledger.event.Event.Genesis;
import org.genogate.ledger.event.Event.KeyEnrolled;
import org.genogate.ledger.event.Event.KeyRetired;
import org.genogate.ledger.event.Event.PolicyChanged;
import org.genogate.ledger.event.Event.ReleaseEndorsed;
import org.genogate.ledger.event.Event.ReleaseRequested;
import org.genogate.ledger.event.Event.SealRefused;
import org.genogate.ledger.merkle.Hash;

/// Turns an event into its body: a map whose keys, from 1 up, are tabled in the module's DESIGN.md.
final class BodyWriter {

  private final CborWriter out = new CborWriter();

  private BodyWriter() {}

  static byte[] encode(Event event) {
    var writer = new BodyWriter();
    switch (event) {
      case Genesis e -> writer.genesis(e);
      case PolicyChanged e -> writer.policyChanged(e);
      case KeyEnrolled e -> writer.keyEnrolled(e);
      case KeyRetired e -> writer.keyRetired(e);
      case DatasetPublished e -> writer.datasetPublished(e);
      case ConsentGranted e ->
          writer.consent(
              e.id(), e.person(), e.consent(), e.previous(), e.commitment(), e.asked(), e.time());
      case ConsentDenied e ->
          writer.consent(
              e.id(), e.person(), e.consent(), e.previous(), e.commitment(), e.asked(), e.time());
      case ConsentRevoked e -> writer.consentRevoked(e);
      case AccessOpened e -> writer.accessOpened(e);
      case AccessClosed e -> writer.accessClosed(e);
      case AccessRefused e -> writer.accessRefused(e);
      case BlockSealed e -> writer.blockSealed(e);
      case ErasureOrdered e -> writer.erasureOrdered(e);
      case ErasureDone e -> writer.erasureDone(e);
      case ReleaseRequested e -> writer.releaseRequested(e);
      case ReleaseEndorsed e -> writer.releaseEndorsed(e);
      case EquivocationProven e -> writer.equivocationProven(e);
      case SealRefused e -> writer.sealRefused(e);
    }
    return writer.out.toBytes();
  }

  private void genesis(Genesis event) {
    boolean endorsed = !event.endorsements().rows().isEmpty();
    out.map(5 + (event.validators().isEmpty() ? 0 : 1) + (endorsed ? 1 : 0));
    id(1, event.id().value());
    out.key(2).text(event.origin());
    out.key(3).text(event.policy());
    out.key(4).array(event.keys().size());
    event.keys().forEach(this::keyEnrolled);
    time(5, event.time());
    // What a log of one node lacks is left out, so that its first entry is what it always was.
    if (!event.validators().isEmpty()) {
      validators(6, event.validators());
    }
    if (endorsed) {
      event.endorsements().write(out.key(7));
    }
  }

  private void policyChanged(PolicyChanged event) {
    boolean endorsed = !event.endorsements().rows().isEmpty();
    out.map(endorsed ? 6 : 5);
    id(1, event.id().value());
    out.key(2).unsigned(event.epoch());
    validators(3, event.validators());
    out.key(4).text(event.policy());
    time(5, event.time());
    if (endorsed) {
      event.endorsements().write(out.key(6));
    }
  }

  private void validators(int key, List<Validator> validators) {
    out.key(key).array(validators.size());
    validators.forEach(validator -> validator.write(out));
  }

  private void keyEnrolled(KeyEnrolled event) {
    out.map(5);
    id(1, event.id().value());
    out.key(2).bytes(event.key().toBytes());
    out.key(3).unsigned(event.role().code());
    id(4, event.holder().value());
    out.key(5).unsigned(event.attestation().code());
  }

  private void keyRetired(KeyRetired event) {
    out.map(2);
    id(1, event.id().value());
    out.key(2).bytes(event.key().toBytes());
  }

  private void datasetPublished(DatasetPublished event) {
    out.map(5);
    id(1, event.id().value());
    id(2, event.dataset().value());
    out.key(3).unsigned(event.version());
    hash(4, event.source());
    hash(5, event.sampleMap());
  }

  private void consent(
      EventId id,
      PersonTag person,
      ConsentId consent,
      Hash previous,
      Hash commitment,
      Asked asked,
      Instant time) {
    out.map(7);
    id(1, id.value());
    id(2, person.value());
    id(3, consent.value());
    hash(4, previous);
    hash(5, commitment);
    out.key(6).unsigned(asked.code());
    time(7, time);
  }

  /// A key says the same here as in a grant: 3 is left out for every grant, 5 there never is.
  private void consentRevoked(ConsentRevoked event) {
    switch (event.scope()) {
      case ConsentRevoked.Scope.One(var consent) -> {
        out.map(6);
        id(1, event.id().value());
        id(2, event.person().value());
        id(3, consent.value());
      }
      case ConsentRevoked.Scope.EveryGrant() -> {
        out.map(5);
        id(1, event.id().value());
        id(2, event.person().value());
      }
    }
    hash(4, event.previous());
    out.key(6).unsigned(event.asked().code());
    time(7, event.time());
  }

  private void accessOpened(AccessOpened event) {
    out.map(event.release() instanceof ByRelease.Named ? 12 : 11);
    id(1, event.access().value());
    out.key(2).unsigned(event.basis().code());
    id(3, event.requester().value());
    id(4, event.dataset().value());
    out.key(5).unsigned(event.datasetVersion());
    out.key(6).unsigned(event.purpose().code());
    hash(7, event.query());
    hash(8, event.cohort());
    out.key(9).unsigned(event.size());
    hash(10, event.stateRoot());
    time(11, event.consulted());
    switch (event.release()) {
      case ByRelease.None() -> {}
      case ByRelease.Named(var release) -> id(12, release.value());
    }
  }

  private void accessClosed(AccessClosed event) {
    out.map(2);
    id(1, event.access().value());
    hash(2, event.commitment());
  }

  private void accessRefused(AccessRefused event) {
    out.map(5);
    id(1, event.requester().value());
    id(2, event.dataset().value());
    out.key(3).unsigned(event.reason().code());
    out.key(4).unsigned(event.count());
    id(5, event.id().value());
  }

  private void erasureOrdered(ErasureOrdered event) {
    out.map(4);
    id(1, event.id().value());
    id(2, event.person().value());
    out.key(6).unsigned(event.asked().code());
    time(7, event.time());
  }

  private void erasureDone(ErasureDone event) {
    out.map(event.by() instanceof DestroyedBy.Validator ? 4 : 3);
    id(1, event.id().value());
    id(2, event.person().value());
    switch (event.by()) {
      case DestroyedBy.Validator(var name) -> out.key(3).text(name.value());
      case DestroyedBy.Alone() -> {}
    }
    time(7, event.time());
  }

  private void releaseRequested(ReleaseRequested event) {
    out.map(7);
    id(1, event.id().value());
    id(2, event.release().value());
    id(3, event.requester().value());
    out.key(4).array(event.datasets().size());
    event.datasets().forEach(dataset -> out.bytes(bytes(dataset.value())));
    out.key(5).unsigned(event.purpose().code());
    hash(6, event.commitment());
    out.key(7).unsigned(event.asked().code());
  }

  private void releaseEndorsed(ReleaseEndorsed event) {
    out.map(4);
    id(1, event.id().value());
    id(2, event.release().value());
    out.key(3).unsigned(event.role().code());
    hash(4, event.request());
  }

  private void equivocationProven(EquivocationProven event) {
    out.map(2);
    id(1, event.id().value());
    out.key(2).bytes(event.proof().toBytes());
  }

  private void sealRefused(SealRefused event) {
    out.map(5);
    id(1, event.id().value());
    out.key(2).text(event.validator().value());
    out.key(3).unsigned(event.index());
    out.key(4).unsigned(event.reason().code());
    time(5, event.time());
  }

  private void blockSealed(BlockSealed event) {
    out.map(6);
    out.key(1).unsigned(event.validatorEpoch());
    out.key(2).unsigned(event.block());
    hash(3, event.previousSeal());
    out.key(4).unsigned(event.firstIndex());
    hash(5, event.stateRoot());
    time(6, event.time());
  }

  private void id(int key, UUID value) {
    out.key(key).bytes(bytes(value));
  }

  private static byte[] bytes(UUID value) {
    var bytes = ByteBuffer.allocate(RandomId.LENGTH_BYTES);
    bytes.putLong(value.getMostSignificantBits()).putLong(value.getLeastSignificantBits());
    return bytes.array();
  }

  private void time(int key, Instant time) {
    out.key(key).unsigned(time.toEpochMilli());
  }

  private void hash(int key, Hash value) {
    out.key(key).bytes(value.toBytes());
  }
}
