package org.genogate.cluster.ordering;

import io.microraft.model.groupop.UpdateRaftGroupMembersOp;
import io.microraft.model.log.LogEntry;
import io.microraft.model.log.RaftGroupMembersView;
import io.microraft.model.log.SnapshotChunk;
import io.microraft.model.persistence.RaftEndpointPersistentState;
import io.microraft.model.persistence.RaftTermPersistentState;
import io.microraft.persistence.RaftStore;
import java.io.IOException;
import java.util.List;
import org.genogate.ledger.log.Batch;
import org.genogate.ledger.log.OrderedStore.Mark;

/// What the core stores, as marks in the segments.
///
/// The base lies a tenth of the snapshot interval before the core's own snapshot. So the log that a
/// restarted node holds always has a committed operation after the base, which no leader's log
/// contradicts; and the core, whose next snapshot keeps as much before it, does not move the log's
/// head back.
///
/// Not thread-safe.
final class Storage implements RaftStore {

  private final Disk disk;
  private final Marks marks;
  private final int keptBeforeSnapshot;

  /// Any thread may ask: it is kept before an answer of its term leaves this node.
  private volatile Vote vote;

  /// The first operation that the core still has in its own log.
  private long coreHead;

  /// The last operation that is known to be committed.
  private long settled;

  /// How many entries are known to be committed.
  private long committed;

  private long forced;

  Storage(Disk disk, Disk.Content content, long committed, OrderingSettings settings)
      throws IOException {
    this.disk = disk;
    this.marks = new Marks(content.base());
    this.keptBeforeSnapshot = settings.snapshotInterval() / 10;
    this.vote = content.vote();
    this.committed = Math.max(committed, content.base().size());
    for (var mark : content.marks()) {
      admit(content, mark);
    }
    this.forced = marks.last();
    settle(Math.max(content.settled(), knownCommitted()));
  }

  private void admit(Disk.Content content, Mark mark) throws IOException {
    if (mark.position() <= marks.base().position()) {
      return;
    }
    if (mark.position() != marks.last() + 1) {
      // After a repair the operations go on where the leader's do.
      long from = content.repair().map(stretch -> stretch.base().position()).orElse(0L);
      if (mark.position() != from + 1 || from < marks.last()) {
        throw new IOException("operation " + mark.position() + " follows " + marks.last());
      }
      marks.restart(content.repair().orElseThrow().base());
    }
    marks.add(mark);
  }

  /// The last operation with entries that are all known to be committed.
  private long knownCommitted() {
    long known = marks.base().position();
    for (var mark : marks.after(known)) {
      if (mark.end() > committed) {
        break;
      }
      known = mark.count() > 0 ? mark.position() : known;
    }
    return known;
  }

  Marks marks() {
    return marks;
  }

  Vote vote() {
    return vote;
  }

  long settled() {
    return settled;
  }

  /// How many entries are known to be committed.
  long committed() {
    return committed;
  }

  long tail() {
    return disk.tail();
  }

  /// The last operation that is durable here.
  long durable() {
    return forced;
  }

  /// Whether the core can compare its log at `position`.
  boolean coreHas(long position) {
    return position >= coreHead || position == marks.last();
  }

  /// A new core begins at the base.
  void coreStarts() {
    coreHead = marks.base().position() + 1;
  }

  /// Takes note that all up to `position` is committed, and makes it durable here.
  void settle(long position) {
    if (position <= settled) {
      return;
    }
    if (position > forced) {
      flush();
    }
    settled = position;
    committed = Math.max(committed, marks.size(position));
  }

  /// The entries of an operation; the store has those that were written last at hand.
  Batch batch(Mark mark) {
    return disk.read(mark);
  }

  /// What a peer needs that lacks what the core has forgotten.
  Stretch stretch() {
    long base = marks.base().position();
    long end = Math.min(settled, base + Math.max(1, keptBeforeSnapshot));
    return new Stretch(marks.base(), marks.after(base).subList(0, (int) (end - base)));
  }

  void write(Mark mark, Batch batch) {
    disk.write(mark, batch, committed);
    if (mark.position() > 0) {
      marks.add(mark);
    }
  }

  /// Takes back what is not known to be committed.
  void dropUnsettled() {
    if (marks.last() > settled) {
      truncateLogEntriesFrom(settled + 1);
    }
  }

  @Override
  public void persistLogEntries(List<LogEntry> entries) {
    for (var entry : entries) {
      switch (entry.getOperation()) {
        case UpdateRaftGroupMembersOp change ->
            write(mark(entry, 0, Note.of(change)), new Batch(List.of()));
        case Operation operation -> {
          var batch = operation.take().orElseThrow();
          byte[] note = operation.beginsTerm() ? Note.term() : Note.none();
          write(mark(entry, batch.count(), note), batch);
        }
        default -> throw new IllegalArgumentException("an operation of an unknown kind");
      }
    }
  }

  private Mark mark(LogEntry entry, int count, byte[] note) {
    return new Mark(entry.getIndex(), entry.getTerm(), tail(), count, note);
  }

  @Override
  public void flush() {
    disk.force();
    forced = marks.last();
  }

  @Override
  public void truncateLogEntriesFrom(long position) {
    disk.truncateFrom(marks.get(position));
    marks.truncateFrom(position);
    forced = Math.min(forced, position - 1);
  }

  @Override
  public void persistAndFlushTerm(RaftTermPersistentState term) {
    var votedFor = term.getVotedFor();
    var now = new Vote(term.getTerm(), votedFor == null ? null : Member.of(votedFor).name());
    if (!now.equals(vote)) {
      disk.keep(now);
      vote = now;
    }
  }

  @Override
  public void persistSnapshotChunk(SnapshotChunk chunk) {
    moveBase(chunk.getIndex() - keptBeforeSnapshot, chunk.getIndex());
  }

  /// Begins the log of operations anew at `base`, whose entries the store has.
  void rebase(Base base) {
    marks.restart(base);
    settled = base.position();
    forced = base.position();
  }

  /// Takes note that all the store holds is committed, and makes it durable.
  void settleAll() {
    flush();
    settled = marks.last();
    committed = Math.max(committed, tail());
  }

  /// Drops what lies before `position`, if it is not dropped yet.
  ///
  /// @param known a later operation, known to be committed
  void moveBase(long position, long known) {
    if (position > marks.base().position()) {
      flush();
      disk.keep(marks.stateAt(position), known);
      marks.forget(position);
      disk.forget(position);
    }
  }

  @Override
  public void truncateLogEntriesUntil(long position) {
    coreHead = Math.max(coreHead, position + 1);
  }

  /// Known from the marks.
  @Override
  public void persistAndFlushLocalEndpoint(RaftEndpointPersistentState endpoint) {}

  /// Known from the base.
  @Override
  public void persistAndFlushInitialGroupMembers(RaftGroupMembersView members) {}

  /// There is never more than one, and it is replaced.
  @Override
  public void deleteSnapshotChunks(long position, int count) {}
}
