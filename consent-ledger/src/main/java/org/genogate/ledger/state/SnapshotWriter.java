package org.genogate.ledger.state;

import java.nio.ByteBuffer;
import java.util.UUID;
import org.genogate.ledger.cbor.CborWriter;
import org.genogate.ledger.merkle.Hash;

/// Writes the fold's state: one CBOR array, and the SHA-256 of it behind.
///
/// Nothing that can be computed is written but the root, which a reader computes again and
/// compares.
final class SnapshotWriter {

  /// Changes when the layout does; an old snapshot is then made anew from the log.
  static final String FORMAT = "genogate/state-snapshot/v4";

  static final int PARTS = 14;

  private final CborWriter out = new CborWriter();

  private SnapshotWriter() {}

  static byte[] write(FoldState state) {
    var writer = new SnapshotWriter();
    writer.all(state);
    var content = writer.out.toBytes();
    var digest = Hash.sha256(content).toBytes();
    return ByteBuffer.allocate(content.length + digest.length).put(content).put(digest).array();
  }

  private void all(FoldState state) {
    out.array(PARTS).text(FORMAT).text(state.origin).unsigned(state.size);
    hash(state.people().hash());
    seal(state.seal());
    out.array(state.keys().size());
    state.keys().forEach(this::key);
    out.array(state.events().size());
    state
        .events()
        .forEach((id, seen) -> {
          id(out.array(4), id.value()).unsigned(seen.index());
          hash(seen.leaf());
          hash(seen.body());
        });
    out.array(state.datasets().size());
    state
        .datasets()
        .forEach((dataset, versions) -> {
          id(out.array(2), dataset.value()).array(versions.size());
          versions.forEach(out::unsigned);
        });
    out.array(state.consents().size());
    state.consents().forEach(consent -> id(out, consent.value()));
    out.array(state.openAccesses().size());
    state
        .openAccesses()
        .values()
        .forEach(access -> {
          id(out.array(3), access.value());
          state.opening(access).ifPresent(this::place);
        });
    out.array(state.epochs().size());
    state.epochs().forEach(this::epoch);
    out.array(state.releases().size());
    state.releases().forEach(this::release);
    out.array(state.recent.all().size());
    state
        .recent
        .all()
        .forEach((key, place) -> {
          id(out.array(4).unsigned(key.number()), key.id());
          place(place);
        });
    people(state.people());
  }

  private void seal(SealMark seal) {
    out.array(4).integer(seal.block()).integer(seal.index());
    hash(seal.leaf());
    out.unsigned(seal.time().toEpochMilli());
  }

  private void key(EnrolledKey key) {
    out.array(4).bytes(key.key().toBytes()).unsigned(key.role().code());
    id(out, key.holder().value()).unsigned(key.active() ? 1 : 0);
  }

  private void place(Place place) {
    out.unsigned(place.index());
    hash(place.leaf());
  }

  private void epoch(Epoch epoch) {
    out.array(4).unsigned(epoch.number()).text(epoch.policyText());
    out.array(epoch.validators().size());
    epoch.validators().forEach(validator -> validator.write(out));
    epoch.endorsements().write(out);
  }

  private void release(Release release) {
    id(out.array(8), release.id().value());
    id(out, release.requester().value());
    out.array(release.datasets().size());
    release.datasets().forEach(dataset -> id(out, dataset.value()));
    out.unsigned(release.purpose().code());
    hash(release.commitment());
    out.unsigned(release.index());
    hash(release.request());
    out.array(release.endorsers().size());
    release
        .endorsers()
        .forEach(each -> id(out.array(2).unsigned(each.role().code()), each.holder().value()));
  }

  private void people(StateTree people) {
    var count = new int[1];
    people.forEach(_ -> count[0]++);
    out.array(count[0]);
    people.forEach(leaf -> {
      var state = leaf.state();
      id(out.array(7), leaf.person().value())
          .unsigned(state.grants())
          .unsigned(state.denials())
          .unsigned(state.revocations());
      hash(state.lastEvent());
      out.array(state.standing().size());
      state.standing().forEach(this::standing);
      switch (state.erasure()) {
        case Erasure.NotOrdered() -> out.array(0);
        case Erasure.Ordered ordered -> ordered.write(out);
      }
    });
  }

  private void standing(StandingConsent consent) {
    id(out.array(3).unsigned(consent.kind().code()), consent.consent().value());
    hash(consent.commitment());
  }

  private void hash(Hash hash) {
    out.bytes(hash.toBytes());
  }

  private static CborWriter id(CborWriter out, UUID id) {
    var bytes = ByteBuffer.allocate(2 * Long.BYTES);
    bytes.putLong(id.getMostSignificantBits()).putLong(id.getLeastSignificantBits());
    return out.bytes(bytes.array());
  }
}
