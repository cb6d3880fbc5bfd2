package org.genogate.cluster.ordering;

import io.microraft.RaftEndpoint;
import io.microraft.model.log.LogEntry;
import io.microraft.model.message.AppendEntriesRequest;
import java.util.List;

/// The core's request to append, with the log index at which its first operation begins.
///
/// @param previous the operation before the first of `entries`
/// @param firstIndex the log index of the first entry of the first operation; 0 if there is none
record Append(
    Object groupId,
    Member sender,
    int term,
    int previousTerm,
    long previous,
    long commit,
    long query,
    long flow,
    long firstIndex,
    List<LogEntry> entries)
    implements AppendEntriesRequest {

  private static final long serialVersionUID = 1L;

  /// The same, but for operations up to `known`, of which sender and receiver surely have the same.
  ///
  /// @param knownTerm of the operation at `known`
  /// @param size how many entries are ordered up to `known`
  Append above(long known, long knownTerm, long size) {
    if (previous >= known) {
      return this;
    }
    int drop = (int) Math.min(known - previous, entries.size());
    var rest = List.copyOf(entries.subList(drop, entries.size()));
    return new Append(
        groupId,
        sender,
        term,
        (int) knownTerm,
        known,
        commit,
        query,
        flow,
        rest.isEmpty() ? 0 : size,
        rest);
  }

  @Override
  public Object getGroupId() {
    return groupId;
  }

  @Override
  public RaftEndpoint getSender() {
    return sender;
  }

  @Override
  public int getTerm() {
    return term;
  }

  @Override
  public int getPreviousLogTerm() {
    return previousTerm;
  }

  @Override
  public long getPreviousLogIndex() {
    return previous;
  }

  @Override
  public long getCommitIndex() {
    return commit;
  }

  @Override
  public List<LogEntry> getLogEntries() {
    return entries;
  }

  @Override
  public long getQuerySequenceNumber() {
    return query;
  }

  @Override
  public long getFlowControlSequenceNumber() {
    return flow;
  }
}
