package org.genogate.gateway.campaign;

import io.vertx.core.json.JsonArray;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.vector.BigIntVector;
import org.apache.arrow.vector.TinyIntVector;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.complex.FixedSizeListVector;
import org.apache.arrow.vector.ipc.ArrowStreamReader;
import org.genogate.gateway.campaign.Reading.Batch;

/// Asks a node for dosages, and notes what comes of it.
final class DosageReader {

  /// The gateway asks for half of it, and Linux takes that twice.
  private static final long SEND_BUFFER = 1 << 20;

  /// The mark up to which the node's library takes writes, and some batches in hand.
  private static final long IN_THE_NODE = 96 << 10;

  private final World world;
  private final BufferAllocator allocator;

  DosageReader(World world, BufferAllocator allocator) {
    this.world = world;
    this.allocator = allocator;
  }

  /// What became of a question.
  ///
  /// @param status 0 if there was no answer
  record Outcome(int status, Optional<Reading> reading) {}

  /// @param pauseNanos after each batch, or 0
  /// @param ended whether not to wait for the end
  Outcome read(
      Seat seat, URI address, String region, String token, long pauseNanos, BooleanSupplier ended) {
    long begunAt = System.nanoTime();
    var path =
        "/v1/datasets/%s/variants?region=%s&purpose=HMB&view=dosages"
            .formatted(World.dataset(seat.number()), region);
    try (var stream = new RawStream(address, path, token)) {
      if (stream.status() != 200) {
        return new Outcome(stream.status(), Optional.empty());
      }
      return new Outcome(200, Optional.of(read(seat, stream, begunAt, pauseNanos, ended)));
    } catch (IOException | NumberFormatException e) {
      return new Outcome(0, Optional.empty());
    }
  }

  private Reading read(
      Seat seat, RawStream stream, long begunAt, long pauseNanos, BooleanSupplier ended)
      throws IOException {
    List<String> people = new ArrayList<>();
    List<Batch> batches = new ArrayList<>();
    long slack = stream.receiveBufferBytes() + SEND_BUFFER + IN_THE_NODE;
    boolean whole = false;
    try (var reader = new ArrowStreamReader(stream, allocator)) {
      var root = reader.getVectorSchemaRoot();
      var samples = root.getSchema().getCustomMetadata().get("genogate.samples");
      for (var sample : new JsonArray(samples)) {
        people.add(world.personOf(seat.number(), (String) sample).name());
      }
      long start = stream.taken();
      boolean more = reader.loadNextBatch();
      while (more && !ended.getAsBoolean()) {
        batches.add(batch(root, start, stream.taken()));
        start = stream.taken();
        if (pauseNanos > 0) {
          LockSupport.parkNanos(pauseNanos);
        }
        more = reader.loadNextBatch();
      }
      whole = !more;
    } catch (IOException | RuntimeException e) {
      // A stream that is cut leaves what came of it; so does one whose last batch is a mark of
      // that.
      whole = false;
    }
    return new Reading(
        seat.name(), stream.header("genogate-access-id"), begunAt, people, batches, slack, whole);
  }

  private static Batch batch(VectorSchemaRoot root, long start, long end) {
    var lists = (FixedSizeListVector) root.getVector("dosages");
    var items = (TinyIntVector) lists.getDataVector();
    int people = lists.getListSize();
    long present = 0;
    for (int at = 0; at < root.getRowCount() * people; at++) {
      if (!items.isNull(at)) {
        present |= 1L << (at % people);
      }
    }
    var sizes = (BigIntVector) root.getVector("ledger_size");
    return new Batch(System.nanoTime(), start, end, sizes.get(0), present);
  }
}
