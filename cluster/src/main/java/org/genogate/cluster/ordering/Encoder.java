package org.genogate.cluster.ordering;

import io.microraft.model.log.LogEntry;
import io.microraft.model.message.AppendEntriesFailureResponse;
import io.microraft.model.message.AppendEntriesRequest;
import io.microraft.model.message.AppendEntriesSuccessResponse;
import io.microraft.model.message.InstallSnapshotRequest;
import io.microraft.model.message.PreVoteRequest;
import io.microraft.model.message.PreVoteResponse;
import io.microraft.model.message.RaftMessage;
import io.microraft.model.message.TriggerLeaderElectionRequest;
import io.microraft.model.message.VoteRequest;
import io.microraft.model.message.VoteResponse;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.genogate.ledger.log.Batch;
import org.genogate.ledger.log.OrderedStore.Mark;

/// Turns the core's messages into bytes.
///
/// All begin with version 1 (1), kind (1), group (8) and term (4); the sender is whom the link
/// names. What follows is in `cluster/DESIGN.md`. Big-endian.
///
/// Not thread-safe.
final class Encoder {

  static final byte VERSION = 1;
  static final int HEAD_BYTES = 14;

  static final byte APPEND = 1;
  static final byte APPENDED = 2;
  static final byte NOT_APPENDED = 3;
  static final byte CATCH_UP = 4;
  static final byte VOTE = 5;
  static final byte VOTED = 6;
  static final byte PRE_VOTE = 7;
  static final byte PRE_VOTED = 8;
  static final byte TRIGGER = 9;

  private final long group;
  private final Storage storage;
  private final int mostAppendBytes;

  Encoder(long group, Storage storage, int mostAppendBytes) {
    this.group = group;
    this.storage = storage;
    this.mostAppendBytes = mostAppendBytes;
  }

  /// @throws IllegalArgumentException if the core should not send such a message
  byte[] encode(RaftMessage message) {
    return switch (message) {
      case AppendEntriesRequest append -> append(append);
      case AppendEntriesSuccessResponse success ->
          of(APPENDED, message, 24)
              .putLong(success.getLastLogIndex())
              .putLong(success.getQuerySequenceNumber())
              .putLong(success.getFlowControlSequenceNumber())
              .array();
      case AppendEntriesFailureResponse failure ->
          of(NOT_APPENDED, message, 24)
              .putLong(failure.getExpectedNextIndex())
              .putLong(failure.getQuerySequenceNumber())
              .putLong(failure.getFlowControlSequenceNumber())
              .array();
      case InstallSnapshotRequest install -> catchUp(install);
      case VoteRequest vote ->
          of(VOTE, message, 13)
              .putInt(vote.getLastLogTerm())
              .putLong(vote.getLastLogIndex())
              .put(truth(vote.isSticky()))
              .array();
      case VoteResponse voted -> of(VOTED, message, 1).put(truth(voted.isGranted())).array();
      case PreVoteRequest vote ->
          of(PRE_VOTE, message, 12)
              .putInt(vote.getLastLogTerm())
              .putLong(vote.getLastLogIndex())
              .array();
      case PreVoteResponse voted -> of(PRE_VOTED, message, 1).put(truth(voted.isGranted())).array();
      case TriggerLeaderElectionRequest trigger ->
          of(TRIGGER, message, 12)
              .putInt(trigger.getLastLogTerm())
              .putLong(trigger.getLastLogIndex())
              .array();
      default -> throw new IllegalArgumentException("a message that nobody sends");
    };
  }

  private ByteBuffer of(byte kind, RaftMessage message, int bodyBytes) {
    return head(ByteBuffer.allocate(HEAD_BYTES + bodyBytes), kind, message);
  }

  private ByteBuffer head(ByteBuffer bytes, byte kind, RaftMessage message) {
    return bytes.put(VERSION).put(kind).putLong(group).putInt(message.getTerm());
  }

  private static byte truth(boolean value) {
    return (byte) (value ? 1 : 0);
  }

  private byte[] catchUp(InstallSnapshotRequest install) {
    var stretch = storage.stretch();
    byte[] message = new byte[HEAD_BYTES + 16 + stretch.bytes()];
    var bytes =
        head(ByteBuffer.wrap(message), CATCH_UP, install)
            .putLong(install.getQuerySequenceNumber())
            .putLong(install.getFlowControlSequenceNumber());
    stretch.writeTo(bytes);
    return message;
  }

  private byte[] append(AppendEntriesRequest append) {
    var marks = new ArrayList<Mark>();
    var batches = new ArrayList<Batch>();
    int size = body(append.getLogEntries(), marks, batches);
    byte[] message = new byte[HEAD_BYTES + size];
    var bytes =
        head(ByteBuffer.wrap(message), APPEND, append)
            .putInt(append.getPreviousLogTerm())
            .putLong(append.getPreviousLogIndex())
            .putLong(append.getCommitIndex())
            .putLong(append.getQuerySequenceNumber())
            .putLong(append.getFlowControlSequenceNumber())
            .putLong(marks.isEmpty() ? 0 : marks.getFirst().firstIndex())
            .putInt(marks.size());
    for (int i = 0; i < marks.size(); i++) {
      var mark = marks.get(i);
      bytes.putInt((int) mark.term()).putShort((short) mark.note().length).put(mark.note());
      if (mark.count() > 0) {
        batches.get(i).writeTo(bytes);
      }
    }
    return message;
  }

  /// Takes as many operations as the bound on bytes allows, at least one: the core counts them, and
  /// learns from the answer how many arrived.
  private int body(List<LogEntry> entries, List<Mark> marks, List<Batch> batches) {
    int size = 48;
    for (var entry : entries) {
      var mark = storage.marks().get(entry.getIndex());
      var batch = mark.count() > 0 ? storage.batch(mark) : new Batch(List.of());
      int more = 6 + mark.note().length + (mark.count() > 0 ? batch.sizeBytes() : 0);
      if (!marks.isEmpty() && size + more > mostAppendBytes) {
        break;
      }
      marks.add(mark);
      batches.add(batch);
      size += more;
    }
    return size;
  }
}
