package org.genogate.cluster.ordering;

import io.microraft.model.impl.DefaultRaftModelFactory;
import io.microraft.model.log.LogEntry;
import io.microraft.model.message.RaftMessage;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Optional;
import org.genogate.ledger.event.ValidatorName;
import org.genogate.ledger.log.Batch;

/// Reads what [Encoder] wrote, from bytes that a peer may have made up: each field is checked, and
/// nothing is allocated that the bytes are not there for.
final class Decoder {

  private static final int ENTRY_BYTES = 6;

  private final long group;
  private final Object groupId;
  private final DefaultRaftModelFactory models = new DefaultRaftModelFactory();

  /// @param groupId the same, as the core knows it
  Decoder(long group, Object groupId) {
    this.group = group;
    this.groupId = groupId;
  }

  /// @param from whose message it is
  /// @return nothing, if it is malformed or another group's
  Optional<Message> decode(ValidatorName from, byte[] message) {
    try {
      var bytes = ByteBuffer.wrap(message);
      if (bytes.get() != Encoder.VERSION) {
        return Optional.empty();
      }
      byte kind = bytes.get();
      if (bytes.getLong() != group) {
        return Optional.empty();
      }
      int term = notNegative(bytes.getInt());
      var decoded = read(kind, new Member(from), term, bytes);
      return bytes.hasRemaining() ? Optional.empty() : Optional.of(decoded);
    } catch (IllegalArgumentException | BufferUnderflowException e) {
      return Optional.empty();
    }
  }

  private Message read(byte kind, Member sender, int term, ByteBuffer bytes) {
    if (kind == Encoder.CATCH_UP) {
      long query = notNegative(bytes.getLong());
      long flow = notNegative(bytes.getLong());
      var stretch = Stretch.readFrom(bytes);
      if (stretch.last().term() > term) {
        throw new IllegalArgumentException("an operation of a term yet to come");
      }
      return new Message.CatchUp(sender, term, query, flow, stretch);
    }
    return new Message.OfCore(
        switch (kind) {
          case Encoder.APPEND -> append(sender, term, bytes);
          case Encoder.APPENDED ->
              models
                  .createAppendEntriesSuccessResponseBuilder()
                  .setGroupId(groupId)
                  .setSender(sender)
                  .setTerm(term)
                  .setLastLogIndex(notNegative(bytes.getLong()))
                  .setQuerySequenceNumber(notNegative(bytes.getLong()))
                  .setFlowControlSequenceNumber(notNegative(bytes.getLong()))
                  .build();
          case Encoder.NOT_APPENDED ->
              models
                  .createAppendEntriesFailureResponseBuilder()
                  .setGroupId(groupId)
                  .setSender(sender)
                  .setTerm(term)
                  .setExpectedNextIndex(notNegative(bytes.getLong()))
                  .setQuerySequenceNumber(notNegative(bytes.getLong()))
                  .setFlowControlSequenceNumber(notNegative(bytes.getLong()))
                  .build();
          default -> vote(kind, sender, term, bytes);
        });
  }

  private RaftMessage vote(byte kind, Member sender, int term, ByteBuffer bytes) {
    return switch (kind) {
      case Encoder.VOTE ->
          models
              .createVoteRequestBuilder()
              .setGroupId(groupId)
              .setSender(sender)
              .setTerm(term)
              .setLastLogTerm(notNegative(bytes.getInt()))
              .setLastLogIndex(notNegative(bytes.getLong()))
              .setSticky(truth(bytes))
              .build();
      case Encoder.VOTED ->
          models
              .createVoteResponseBuilder()
              .setGroupId(groupId)
              .setSender(sender)
              .setTerm(term)
              .setGranted(truth(bytes))
              .build();
      case Encoder.PRE_VOTE ->
          models
              .createPreVoteRequestBuilder()
              .setGroupId(groupId)
              .setSender(sender)
              .setTerm(term)
              .setLastLogTerm(notNegative(bytes.getInt()))
              .setLastLogIndex(notNegative(bytes.getLong()))
              .build();
      case Encoder.PRE_VOTED ->
          models
              .createPreVoteResponseBuilder()
              .setGroupId(groupId)
              .setSender(sender)
              .setTerm(term)
              .setGranted(truth(bytes))
              .build();
      case Encoder.TRIGGER ->
          models
              .createTriggerLeaderElectionRequestBuilder()
              .setGroupId(groupId)
              .setSender(sender)
              .setTerm(term)
              .setLastLogTerm(notNegative(bytes.getInt()))
              .setLastLogIndex(notNegative(bytes.getLong()))
              .build();
      default -> throw new IllegalArgumentException("a message of an unknown kind");
    };
  }

  private Append append(Member sender, int term, ByteBuffer bytes) {
    int previousTerm = notNegative(bytes.getInt());
    long previous = notNegative(bytes.getLong());
    long commit = notNegative(bytes.getLong());
    long query = notNegative(bytes.getLong());
    long flow = notNegative(bytes.getLong());
    long firstIndex = notNegative(bytes.getLong());
    int count = bytes.getInt();
    if (count < 0 || count > bytes.remaining() / ENTRY_BYTES) {
      throw new IllegalArgumentException("more operations than bytes");
    }
    var entries = new ArrayList<LogEntry>(count);
    int entryTerm = previousTerm;
    for (int i = 0; i < count; i++) {
      var entry = entry(bytes, previous + 1 + i);
      if (entry.getTerm() < entryTerm || entry.getTerm() > term) {
        throw new IllegalArgumentException("terms that fall, or are yet to come");
      }
      entryTerm = entry.getTerm();
      entries.add(entry);
    }
    return new Append(
        groupId, sender, term, previousTerm, previous, commit, query, flow, firstIndex, entries);
  }

  private LogEntry entry(ByteBuffer bytes, long position) {
    int term = notNegative(bytes.getInt());
    byte[] note = new byte[Short.toUnsignedInt(bytes.getShort())];
    bytes.get(note);
    Object operation;
    if (note.length == 0) {
      var batch = Batch.readFrom(bytes);
      Note.check(batch.count(), note);
      operation = Operation.of(batch);
    } else {
      Note.check(0, note);
      operation = Note.beginsTerm(note) ? Operation.beginningTerm() : Note.change(note);
    }
    return models
        .createLogEntryBuilder()
        .setTerm(term)
        .setIndex(position)
        .setOperation(operation)
        .build();
  }

  private static boolean truth(ByteBuffer bytes) {
    byte value = bytes.get();
    if (value < 0 || value > 1) {
      throw new IllegalArgumentException("neither true nor false");
    }
    return value == 1;
  }

  private static int notNegative(int value) {
    if (value < 0) {
      throw new IllegalArgumentException("a number below zero");
    }
    return value;
  }

  private static long notNegative(long value) {
    if (value < 0) {
      throw new IllegalArgumentException("a number below zero");
    }
    return value;
  }
}
