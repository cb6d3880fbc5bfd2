package org.genogate.cluster.ordering;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.genogate.ledger.log.Batch;
import org.genogate.ledger.log.OrderedStore;

/// Operations in one file with room set aside: enough to measure an ordering by, not to restart
/// from.
final class PlainFileStore implements OrderedStore, AutoCloseable {

  private static final long ROOM = 1L << 27;

  private final FileChannel file;
  private final List<Mark> marks = new ArrayList<>();
  private final Map<Long, Long> offsets = new HashMap<>();
  private final Map<String, byte[]> kept = new HashMap<>();
  private long offset;
  private long tail;
  private long committed;

  PlainFileStore(Path path) throws IOException {
    file =
        FileChannel.open(
            path, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
    var zeros = ByteBuffer.allocate(1 << 20);
    while (file.size() < ROOM) {
      file.write(zeros.clear(), file.size());
    }
    file.force(true);
  }

  @Override
  public List<Mark> marks() {
    return List.copyOf(marks);
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
  public void write(Mark mark, Batch batch, long known) throws IOException {
    var bytes = ByteBuffer.allocate(batch.sizeBytes());
    batch.writeTo(bytes);
    offset = offset + bytes.capacity() > ROOM ? 0 : offset;
    offsets.put(mark.position(), offset);
    offset += file.write(bytes.flip(), offset);
    tail = mark.end();
    committed = known;
  }

  @Override
  public void force() throws IOException {
    file.force(false);
  }

  @Override
  public void truncateFrom(long position) {
    throw new IllegalStateException("nothing is taken back in a benchmark");
  }

  @Override
  public Batch read(Mark mark) throws IOException {
    var bytes = ByteBuffer.allocate(8 << 20);
    file.read(bytes, offsets.getOrDefault(mark.position(), 0L));
    return Batch.readFrom(bytes.flip());
  }

  @Override
  public void forget(long position) {
    offsets.keySet().removeIf(known -> known <= position);
  }

  @Override
  public Optional<byte[]> kept(String name) {
    return Optional.ofNullable(kept.get(name));
  }

  @Override
  public void keep(String name, byte[] content) throws IOException {
    kept.put(name, content);
    file.force(true);
  }

  @Override
  public void close() throws IOException {
    file.close();
  }
}
