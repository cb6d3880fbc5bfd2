package org.genogate.cluster.ordering;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.genogate.cluster.link.Link;
import org.genogate.cluster.simulation.SimulatedNetwork.Parcel;
import org.genogate.ledger.event.ValidatorName;

/// Reads and makes the ordering's messages, for schedules written by hand.
final class Wire {

  private Wire() {}

  static boolean is(Parcel parcel, byte kind) {
    return parcel.channel() == Link.Channel.ORDERING && parcel.message()[1] == kind;
  }

  static int term(Parcel parcel) {
    return ByteBuffer.wrap(parcel.message()).getInt(10);
  }

  /// Where the body begins: the position that an answer to an append tells.
  static long answered(Parcel parcel) {
    return ByteBuffer.wrap(parcel.message()).getLong(Encoder.HEAD_BYTES);
  }

  static int operations(Parcel append) {
    return ByteBuffer.wrap(append.message()).getInt(Encoder.HEAD_BYTES + 44);
  }

  static Parcel withCommit(Parcel append, long commit) {
    byte[] message = append.message().clone();
    ByteBuffer.wrap(message).putLong(Encoder.HEAD_BYTES + 12, commit);
    return new Parcel(append.from(), append.to(), append.channel(), message);
  }

  /// The leader asks a follower to stand for election at once.
  static Parcel trigger(ValidatorName leader, Validator follower, long lastTerm) {
    var standing = follower.standing();
    byte[] message =
        ByteBuffer.allocate(Encoder.HEAD_BYTES + 12)
            .put(Encoder.VERSION)
            .put(Encoder.TRIGGER)
            .putLong(Group.tag("example.org/log"))
            .putInt((int) standing.term())
            .putInt((int) lastTerm)
            .putLong(standing.lastPosition())
            .array();
    return new Parcel(leader, follower.name(), Link.Channel.ORDERING, message);
  }

  /// A candidate of the term after `voter`'s asks for its vote, with a log that ends at `last`.
  static Parcel vote(ValidatorName candidate, Validator voter, int lastTerm, long last) {
    byte[] message =
        ByteBuffer.allocate(Encoder.HEAD_BYTES + 13)
            .put(Encoder.VERSION)
            .put(Encoder.VOTE)
            .putLong(Group.tag("example.org/log"))
            .putInt((int) voter.standing().term() + 1)
            .putInt(lastTerm)
            .putLong(last)
            .put((byte) 0)
            .array();
    return new Parcel(candidate, voter.name(), Link.Channel.ORDERING, message);
  }

  static boolean grants(Parcel parcel) {
    return is(parcel, Encoder.VOTED) && parcel.message()[Encoder.HEAD_BYTES] == 1;
  }

  /// Lets everything pass, and keeps what matches.
  static List<Parcel> copies(World world, Predicate<Parcel> wanted) {
    var copies = new ArrayList<Parcel>();
    world
        .network()
        .censor(parcel -> {
          if (wanted.test(parcel)) {
            copies.add(parcel);
          }
          return true;
        });
    return copies;
  }
}
