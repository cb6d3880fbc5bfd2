package org.genogate.cluster.ordering;

import io.microraft.MembershipChangeMode;
import io.microraft.model.groupop.UpdateRaftGroupMembersOp;
import io.microraft.model.impl.DefaultRaftModelFactory;
import java.nio.ByteBuffer;
import java.util.List;
import org.genogate.ledger.event.ValidatorName;

/// What the ordering writes into a mark for itself: nothing for entries, one byte where a term
/// begins, the new members where they change.
///
/// A change: 2 (1), whether it adds (1), who is added or removed, how many vote from now on (1),
/// who. A name: its length (1), ASCII.
final class Note {

  private static final byte TERM = 1;
  private static final byte MEMBERS = 2;

  private Note() {}

  static byte[] none() {
    return new byte[0];
  }

  static byte[] term() {
    return new byte[] {TERM};
  }

  static boolean beginsTerm(byte[] note) {
    return note.length == 1 && note[0] == TERM;
  }

  static boolean changesMembers(byte[] note) {
    return note.length > 0 && note[0] == MEMBERS;
  }

  /// @throws IllegalArgumentException if no mark of `count` entries has such a note
  static void check(int count, byte[] note) {
    if (count < 0 || (count == 0) != (note.length > 0)) {
      throw new IllegalArgumentException("an operation with both entries and a note, or neither");
    }
    if (note.length > 0 && !beginsTerm(note)) {
      change(note);
    }
  }

  static byte[] of(UpdateRaftGroupMembersOp change) {
    var members = Member.names(change.getMembers());
    var endpoint = Member.of(change.getEndpoint()).name();
    var bytes = ByteBuffer.allocate(2 + Names.bytes(List.of(endpoint)) + Names.bytes(members));
    bytes.put(MEMBERS);
    bytes.put((byte) (change.getMode() == MembershipChangeMode.REMOVE_MEMBER ? 0 : 1));
    Names.write(bytes, List.of(endpoint));
    Names.write(bytes, members);
    return bytes.array();
  }

  /// The change, as if it added: all that the core does with the mode is to end for good when it
  /// comes upon its own removal, even if it was taken in again later.
  ///
  /// @throws IllegalArgumentException if it is no change of members
  static UpdateRaftGroupMembersOp change(byte[] note) {
    var bytes = ByteBuffer.wrap(note);
    if (bytes.remaining() < 2 || bytes.get() != MEMBERS) {
      throw new IllegalArgumentException("a note that changes no members");
    }
    byte adds = bytes.get();
    var endpoint = Names.read(bytes);
    var members = Names.read(bytes);
    if (adds < 0 || adds > 1 || endpoint.size() != 1 || members.isEmpty() || bytes.hasRemaining()) {
      throw new IllegalArgumentException("a malformed change of members");
    }
    return new DefaultRaftModelFactory()
        .createUpdateRaftGroupMembersOpBuilder()
        .setEndpoint(new Member(endpoint.getFirst()))
        .setMode(MembershipChangeMode.ADD_OR_PROMOTE_TO_FOLLOWER)
        .setMembers(Member.all(members))
        .setVotingMembers(Member.all(members))
        .build();
  }

  static List<ValidatorName> members(byte[] note) {
    return Member.names(change(note).getMembers());
  }
}
