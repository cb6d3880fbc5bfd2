package org.genogate.ledger.state;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.genogate.ledger.cbor.CborReader;
import org.genogate.ledger.cbor.MalformedCborException;
import org.genogate.ledger.event.AccessId;
import org.genogate.ledger.event.CoarsePurpose;
import org.genogate.ledger.event.ConsentId;
import org.genogate.ledger.event.DatasetTag;
import org.genogate.ledger.event.DestroyedBy;
import org.genogate.ledger.event.Endorsements;
import org.genogate.ledger.event.EventId;
import org.genogate.ledger.event.HolderTag;
import org.genogate.ledger.event.KeyRole;
import org.genogate.ledger.event.PersonTag;
import org.genogate.ledger.event.ReleaseId;
import org.genogate.ledger.event.RequesterTag;
import org.genogate.ledger.event.Validator;
import org.genogate.ledger.event.ValidatorName;
import org.genogate.ledger.key.PublicKey;
import org.genogate.ledger.merkle.Hash;

/// Reads what [SnapshotWriter] wrote.
final class SnapshotReader {

  private final CborReader in;

  private SnapshotReader(byte[] content) {
    this.in = new CborReader(content);
  }

  static FoldState read(byte[] snapshot) throws CorruptSnapshotException {
    if (snapshot.length < Hash.LENGTH_BYTES) {
      throw new CorruptSnapshotException("a snapshot of %d bytes".formatted(snapshot.length));
    }
    int length = snapshot.length - Hash.LENGTH_BYTES;
    var content = Arrays.copyOf(snapshot, length);
    var digest = Arrays.copyOfRange(snapshot, length, snapshot.length);
    if (!Hash.sha256(content).equals(Hash.of(digest))) {
      throw new CorruptSnapshotException("the snapshot's bytes do not match their digest");
    }
    try {
      return new SnapshotReader(content).all();
    } catch (MalformedCborException | IllegalArgumentException e) {
      throw new CorruptSnapshotException("not a snapshot: " + e.getMessage(), e);
    }
  }

  private FoldState all() throws MalformedCborException, CorruptSnapshotException {
    in.array(SnapshotWriter.PARTS);
    var format = in.text();
    if (!format.equals(SnapshotWriter.FORMAT)) {
      throw new CorruptSnapshotException(
          "format %s, not %s".formatted(format, SnapshotWriter.FORMAT));
    }
    var state = new FoldState(in.text());
    state.undo.pause();
    state.size = in.unsigned();
    var root = hash();
    state.setSeal(seal());
    keys(state);
    events(state);
    datasets(state);
    identifiers(state);
    epochs(state);
    releases(state);
    recent(state);
    people(state);
    in.end();
    state.undo.resume();
    if (!state.people().hash().equals(root)) {
      throw new CorruptSnapshotException("the people do not give the root");
    }
    return state;
  }

  private SealMark seal() throws MalformedCborException {
    in.array(4);
    return new SealMark(in.integer(), in.integer(), hash(), Instant.ofEpochMilli(in.unsigned()));
  }

  private void keys(FoldState state) throws MalformedCborException {
    int count = in.array();
    for (int order = 0; order < count; order++) {
      in.array(4);
      state.enroll(
          new EnrolledKey(
              PublicKey.of(in.bytes()),
              KeyRole.read(in),
              new HolderTag(id()),
              order,
              in.unsigned() == 1));
    }
  }

  private void events(FoldState state) throws MalformedCborException {
    for (int left = in.array(); left > 0; left--) {
      in.array(4);
      state.remember(new EventId(id()), new SeenEvent(in.unsigned(), hash(), hash()));
    }
  }

  private void datasets(FoldState state) throws MalformedCborException {
    for (int left = in.array(); left > 0; left--) {
      in.array(2);
      var dataset = new DatasetTag(id());
      for (int versions = in.array(); versions > 0; versions--) {
        state.publish(dataset, in.unsignedInt());
      }
    }
  }

  private void identifiers(FoldState state) throws MalformedCborException {
    for (int left = in.array(); left > 0; left--) {
      state.useConsent(new ConsentId(id()));
    }
    for (int left = in.array(); left > 0; left--) {
      in.array(3);
      state.open(new AccessId(id()), place());
    }
  }

  private void epochs(FoldState state) throws MalformedCborException {
    for (int left = in.array(); left > 0; left--) {
      in.array(4);
      int number = in.unsignedInt();
      var policy = in.text();
      var validators = new ArrayList<Validator>();
      for (int more = in.array(); more > 0; more--) {
        validators.add(Validator.read(in));
      }
      state.begin(new Epoch(number, validators, policy, Endorsements.read(in)));
    }
  }

  private void releases(FoldState state) throws MalformedCborException {
    for (int left = in.array(); left > 0; left--) {
      in.array(8);
      var id = new ReleaseId(id());
      var requester = new RequesterTag(id());
      var datasets = new ArrayList<DatasetTag>();
      for (int more = in.array(); more > 0; more--) {
        datasets.add(new DatasetTag(id()));
      }
      var purpose = purpose();
      var commitment = hash();
      long index = in.unsigned();
      var request = hash();
      var endorsers = new ArrayList<Release.Endorser>();
      for (int more = in.array(); more > 0; more--) {
        in.array(2);
        endorsers.add(new Release.Endorser(KeyRole.read(in), new HolderTag(id())));
      }
      state.setRelease(
          new Release(id, requester, datasets, purpose, commitment, index, request, endorsers));
    }
  }

  private void recent(FoldState state) throws MalformedCborException {
    for (int left = in.array(); left > 0; left--) {
      in.array(4);
      state.recent.add(new RecentEvents.Key(in.unsignedInt(), id()), place());
    }
  }

  private Place place() throws MalformedCborException {
    return new Place(in.unsigned(), hash());
  }

  private CoarsePurpose purpose() throws MalformedCborException {
    long code = in.unsigned();
    return Stream.of(CoarsePurpose.values())
        .filter(purpose -> purpose.code() == code)
        .findFirst()
        .orElseThrow(() -> new MalformedCborException("no purpose has code " + code));
  }

  private void people(FoldState state) throws MalformedCborException {
    for (int left = in.array(); left > 0; left--) {
      in.array(7);
      var person = new PersonTag(id());
      long grants = in.unsigned();
      long denials = in.unsigned();
      long revocations = in.unsigned();
      var last = hash();
      var personState = new PersonState(standing(), grants, denials, revocations, last, erasure());
      state.setPerson(person, personState);
    }
  }

  private List<StandingConsent> standing() throws MalformedCborException {
    int count = in.array();
    var standing = new ArrayList<StandingConsent>(count);
    for (int i = 0; i < count; i++) {
      in.array(3);
      standing.add(new StandingConsent(kind(), new ConsentId(id()), hash()));
    }
    return standing;
  }

  private Erasure erasure() throws MalformedCborException {
    int parts = in.array();
    if (parts == 0) {
      return new Erasure.NotOrdered();
    }
    var order = hash();
    var done = new ArrayList<DestroyedBy>();
    for (int left = parts - 1; left > 0; left--) {
      var name = in.text();
      done.add(
          name.isEmpty()
              ? new DestroyedBy.Alone()
              : new DestroyedBy.Validator(new ValidatorName(name)));
    }
    return new Erasure.Ordered(order, done);
  }

  private StandingConsent.Kind kind() throws MalformedCborException {
    long code = in.unsigned();
    return Stream.of(StandingConsent.Kind.values())
        .filter(kind -> kind.code() == code)
        .findFirst()
        .orElseThrow(() -> new MalformedCborException("no consent has code " + code));
  }

  private Hash hash() throws MalformedCborException {
    return Hash.of(in.bytes());
  }

  private UUID id() throws MalformedCborException {
    var bytes = ByteBuffer.wrap(in.bytes(2 * Long.BYTES));
    return new UUID(bytes.getLong(), bytes.getLong());
  }
}
