package org.genogate.ledger.log;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The segments as the only truth of the log: a list of operations that grows, and may be cut, at
/// its end.
///
/// One thread writes; any thread reads what is committed. Writing and reading know nothing of trees
/// and checkpoints.
final class Journal implements OrderedStore, Closeable {

  private static final String FORGOTTEN = "forgotten";

  /// Takes entries in log order.
  @FunctionalInterface
  interface ItemReader {
    void take(Batch.Item item) throws IOException;
  }

  private final Disk disk;
  private final Path directory;
  private final Path keeping;
  private final String origin;
  private final int segmentBytes;
  private final Segments segments;
  private final Recent recent = new Recent();

  // For the one writer.
  private final List<Operation> operations = new ArrayList<>();
  private @Nullable OpenSegment open;
  private long recoveredSeal;

  private volatile long tail;
  private volatile long committed;

  /// @param directory holds `segments`, and beside them `ordering` with what the ordering keeps
  Journal(Disk disk, Path directory, String origin, int segmentBytes) {
    this.disk = disk;
    this.directory = directory.resolve("segments");
    this.keeping = directory.resolve("ordering");
    this.origin = origin;
    this.segmentBytes = segmentBytes;
    this.segments = new Segments(disk, this.directory);
  }

  @Override
  public long tail() {
    return tail;
  }

  @Override
  public long committed() {
    return committed;
  }

  @Override
  public List<Mark> marks() {
    return operations.stream().map(Operation::mark).filter(mark -> mark.position() > 0).toList();
  }

  /// How many entries there are up to the last seal that was known to be committed at the start, 0
  /// if there was none.
  long recoveredSeal() {
    return recoveredSeal;
  }

  /// Reads everything, cuts a torn tail, and makes what is left durable.
  ///
  /// @param signedSize what was signed; fewer entries than that are a loss, never a torn tail
  /// @throws CorruptLogException naming the segment and the offset
  void recover(long signedSize) throws IOException {
    disk.createDirectories(directory);
    disk.createDirectories(keeping);
    deleteDrafts(keeping);
    deleteDrafts(directory);
    long forgotten = kept(FORGOTTEN).map(bytes -> ByteBuffer.wrap(bytes).getLong()).orElse(0L);
    segments.find();
    var found = new JournalRecovery(disk, segments, origin, signedSize).read();
    if (!segments.isEmpty()) {
      reopen(found);
    }
    tail = found.tail();
    committed = found.committed();
    recoveredSeal = found.committedSeal();
    operations.addAll(found.operations());
    dropMarks(forgotten);
  }

  private void deleteDrafts(Path below) throws IOException {
    for (String name : disk.list(below)) {
      if (name.endsWith(Disk.DRAFT)) {
        disk.delete(below.resolve(name));
      }
    }
  }

  private void reopen(JournalRecovery.Found found) throws IOException {
    var last = OpenSegment.from(found.end(), segments.last(), disk);
    open = last;
    if (found.torn()) {
      last.cut(found.end());
    }
    last.force();
    disk.forceDirectory(directory);
  }

  /// An operation never spans two segments, and a new segment is begun only when everything before
  /// it is durable.
  @Override
  public void write(Mark mark, Batch batch, long knownCommitted) throws IOException {
    if (mark.firstIndex() != tail || mark.count() != batch.count()) {
      throw new IllegalArgumentException(
          "%d entries at %d, where %d come at %d"
              .formatted(batch.count(), mark.firstIndex(), mark.count(), tail));
    }
    committed = Math.max(committed, knownCommitted);
    var records = records(mark, batch);
    var last = roomFor(SegmentRecord.sizeBytes(records));
    operations.add(last.write(mark, records, segmentBytes));
    recent.add(tail, batch);
    tail = mark.end();
  }

  private List<SegmentRecord> records(Mark mark, Batch batch) {
    var records = new ArrayList<SegmentRecord>(1 + batch.count());
    records.add(SegmentRecord.of(mark, committed));
    records.addAll(records(mark.term(), mark.firstIndex(), batch));
    return records;
  }

  private List<SegmentRecord> records(long term, long firstIndex, Batch batch) {
    var records = new ArrayList<SegmentRecord>(batch.count());
    for (var item : batch.items()) {
      long index = firstIndex + records.size();
      var kind = SegmentRecord.Kind.of(item.kind());
      records.add(new SegmentRecord(index, term, committed, kind, item.draft()));
    }
    return records;
  }

  private OpenSegment roomFor(int bytes) throws IOException {
    var last = open;
    if (last != null && !last.isFull(bytes, segmentBytes)) {
      return last;
    }
    if (last != null) {
      last.force();
      last.close();
    }
    var next = OpenSegment.from(Segment.HEADER_BYTES, segments.begin(tail, origin), disk);
    open = next;
    return next;
  }

  @Override
  public void force() throws IOException {
    if (open != null) {
      open.force();
    }
  }

  /// Cuts from the end, so that a crash on the way leaves the beginning of what there was.
  @Override
  public void truncateFrom(long position) throws IOException {
    int first = 0;
    while (first < operations.size() && operations.get(first).mark().position() != position) {
      first++;
    }
    if (first == operations.size()) {
      throw new IllegalArgumentException("there is no operation " + position);
    }
    var from = operations.get(first);
    if (from.mark().firstIndex() < committed && from.mark().count() > 0) {
      throw new IllegalStateException("an entry that is committed would be taken back");
    }
    lastWith(from).cut(from.offset());
    from.segment().cut(from.mark().firstIndex());
    tail = from.mark().firstIndex();
    recent.cut(tail);
    operations.subList(first, operations.size()).clear();
  }

  /// The segment that holds `operation`, after those behind it are dropped.
  private OpenSegment lastWith(Operation operation) throws IOException {
    while (!segments.isLast(operation.segment())) {
      close();
      open = null;
      segments.dropLast();
    }
    var last =
        open == null ? OpenSegment.from(operation.offset(), operation.segment(), disk) : open;
    open = last;
    return last;
  }

  @Override
  public Batch read(Mark mark) throws IOException {
    var found = recent.find(mark.firstIndex(), mark.count());
    if (found.isPresent()) {
      return found.get();
    }
    var items = new ArrayList<Batch.Item>(mark.count());
    forEach(mark.firstIndex(), mark.end(), record -> items.add(record.toItem()));
    return new Batch(items);
  }

  /// The records of entries that were written together, if possible without reading them back.
  List<SegmentRecord> records(long term, long firstIndex, int count) throws IOException {
    var found = recent.find(firstIndex, count);
    if (found.isPresent()) {
      return records(term, firstIndex, found.get());
    }
    var records = new ArrayList<SegmentRecord>(count);
    forEach(firstIndex, firstIndex + count, records::add);
    return records;
  }

  /// Hands the entries from `from` up to, not including, `to` on to `each`: as they were written,
  /// with the leaf hashes that are known by now, and read back only if that is long ago.
  void forEachItem(long from, long to, ItemReader each) throws IOException {
    long index = from;
    while (index < to) {
      var held = recent.from(index);
      for (var item : held.subList(0, (int) Math.min(held.size(), to - index))) {
        each.take(item);
        index++;
      }
      if (held.isEmpty()) {
        long stop = recent.next(index, to);
        forEach(index, stop, record -> each.take(record.toItem()));
        index = stop;
      }
    }
  }

  /// Hands the records of the entries from `from` up to, not including, `to` on to `each`.
  ///
  /// @param to at most the tail
  void forEach(long from, long to, Segments.Reader each) throws IOException {
    segments.forEach(from, to, each);
  }

  /// @throws IllegalArgumentException if `index` is not below the tail
  StoredEntry read(long index) throws IOException {
    if (index < 0 || index >= tail) {
      throw new IllegalArgumentException("an index below " + tail + " is wanted, not " + index);
    }
    var found = new StoredEntry[1];
    forEach(index, index + 1, record -> found[0] = record.toStored());
    return found[0];
  }

  @Override
  public void forget(long position) throws IOException {
    keep(FORGOTTEN, ByteBuffer.allocate(Long.BYTES).putLong(position).array());
    dropMarks(position);
  }

  private void dropMarks(long forgotten) {
    operations.removeIf(operation -> operation.mark().position() <= forgotten);
  }

  @Override
  public Optional<byte[]> kept(String name) throws IOException {
    var path = keeping.resolve(name);
    return disk.exists(path) ? Optional.of(disk.read(path)) : Optional.empty();
  }

  @Override
  public void keep(String name, byte[] content) throws IOException {
    disk.put(keeping.resolve(name), content);
    disk.forceDirectory(keeping);
  }

  @Override
  public void close() throws IOException {
    if (open != null) {
      open.close();
    }
  }
}
