package org.genogate.ledger.event;

import java.nio.ByteBuffer;
import java.time.Instant;
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
import org.genogate.ledger.event.Event.Genesis;
import org.genogate.ledger.event.Event.KeyEnrolled;
import org.genogate.ledger.event.Event.KeyRetired;
import org.genogate.ledger.merkle.Hash;

/// Turns an event into its body: a map whose keys, from 1 up, are tabled in the module's DESIGN.md.
final class BodyWriter {

  private final CborWriter out = new CborWriter();

  private BodyWriter() {}

  static byte[] encode(Event event) {
    var writer = new BodyWriter();
    switch (event) {
      case Genesis e -> writer.genesis(e);
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
    }
    return writer.out.toBytes();
  }

  private void genesis(Genesis event) {
    out.map(5);
    id(1, event.id().value());
    out.key(2).text(event.origin());
    out.key(3).text(event.policy());
    out.key(4).array(event.keys().size());
    event.keys().forEach(this::keyEnrolled);
    out.key(5).unsigned(event.time().toEpochMilli());
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
    out.key(7).unsigned(time.toEpochMilli());
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
    out.key(7).unsigned(event.time().toEpochMilli());
  }

  private void accessOpened(AccessOpened event) {
    out.map(11);
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
    out.key(11).unsigned(event.consulted().toEpochMilli());
  }

  private void accessClosed(AccessClosed event) {
    out.map(2);
    id(1, event.access().value());
    hash(2, event.commitment());
  }

  private void accessRefused(AccessRefused event) {
    out.map(4);
    id(1, event.requester().value());
    id(2, event.dataset().value());
    out.key(3).unsigned(event.reason().code());
    out.key(4).unsigned(event.count());
  }

  private void blockSealed(BlockSealed event) {
    out.map(6);
    out.key(1).unsigned(event.validatorEpoch());
    out.key(2).unsigned(event.block());
    hash(3, event.previousSeal());
    out.key(4).unsigned(event.firstIndex());
    hash(5, event.stateRoot());
    out.key(6).unsigned(event.time().toEpochMilli());
  }

  private void id(int key, UUID value) {
    var bytes = ByteBuffer.allocate(RandomId.LENGTH_BYTES);
    bytes.putLong(value.getMostSignificantBits()).putLong(value.getLeastSignificantBits());
    out.key(key).bytes(bytes.array());
  }

  private void hash(int key, Hash value) {
    out.key(key).bytes(value.toBytes());
  }
}
