package org.genogate.genomics.arrow;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashSet;
import java.util.List;
import org.apache.arrow.compression.CommonsCompressionFactory;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.VarCharVector;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.VectorUnloader;
import org.apache.arrow.vector.complex.FixedSizeListVector;
import org.apache.arrow.vector.compression.CompressionCodec;
import org.apache.arrow.vector.compression.CompressionUtil.CodecType;
import org.apache.arrow.vector.compression.NoCompressionCodec;
import org.apache.arrow.vector.dictionary.Dictionary;
import org.apache.arrow.vector.dictionary.DictionaryProvider.MapDictionaryProvider;
import org.apache.arrow.vector.ipc.WriteChannel;
import org.apache.arrow.vector.ipc.message.ArrowDictionaryBatch;
import org.apache.arrow.vector.ipc.message.MessageSerializer;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.Schema;
import org.apache.arrow.vector.util.DictionaryUtility;
import org.genogate.genomics.cohort.MaskedRow;
import org.jspecify.annotations.Nullable;

/// Writes masked rows as the messages of one Arrow IPC stream.
///
/// Rows are gathered with [#add] after [#begin], and written with [#batch]; the buffers are kept
/// from batch to batch. Messages are made one by one and not by `ArrowStreamWriter`, which puts the
/// dictionary into whichever batch it writes first: a batch that is thrown away and encoded anew
/// under a smaller mask would take the contigs' names with it.
///
/// For one thread. It holds memory outside the heap until it is closed.
public final class RowEncoder implements AutoCloseable {
  /// What a message's header takes at most beside the buffers it describes, prefix included.
  private static final int HEADER_BYTES = 1024;

  /// Each buffer is padded to 8 bytes, and a compressed one begins with 8 of its length. There are
  /// 27 with dosages.
  private static final int BUFFER_OVERHEAD_BYTES = 27 * 16;

  /// Compressed streams: 2 GB/s at this level, measured on dosages, and 30 times smaller.
  private static final int ZSTD_LEVEL = 1;

  private final Layout layout;
  private final int batchBytes;
  private final BufferAllocator allocator = new RootAllocator();
  private final VectorSchemaRoot root;
  private final SiteColumns sites;
  private final @Nullable DosageColumn dosages;
  private final VectorUnloader unloader;
  private final CollectingChannel collected = new CollectingChannel();
  private final WriteChannel channel = new WriteChannel(collected);
  private int rows;
  private long textBytes;

  private RowEncoder(Layout layout, int batchBytes) {
    this.layout = layout;
    this.batchBytes = batchBytes;
    this.root = VectorSchemaRoot.create(layout.schema(), allocator);
    this.sites = new SiteColumns(root, layout.contigs());
    this.dosages = layout.hasDosages() ? dosageColumn() : null;
    this.unloader = new VectorUnloader(root, true, codec(layout), true);
  }

  /// @param batchBytes the most that a batch may take on the wire, unless one row is larger
  public static RowEncoder open(Layout layout, int batchBytes) {
    return new RowEncoder(layout, batchBytes);
  }

  /// The schema and the names of the contigs: the bytes before any batch.
  public byte[] head() {
    try (VarCharVector names = new VarCharVector("contigs", allocator)) {
      List<String> contigs = layout.contigs();
      names.allocateNew();
      for (int i = 0; i < contigs.size(); i++) {
        names.setSafe(i, contigs.get(i).getBytes(UTF_8));
      }
      names.setValueCount(contigs.size());
      MessageSerializer.serialize(channel, wireSchema(new Dictionary(names, Layout.CONTIGS)));
      writeDictionary(names);
    } catch (IOException e) {
      throw new UncheckedIOException("writing to memory failed", e);
    }
    return collected.take();
  }

  /// Begins a batch; rows that were added before are forgotten.
  public void begin() {
    rows = 0;
    textBytes = 0;
    for (FieldVector column : root.getFieldVectors()) {
      column.reset();
    }
    if (dosages != null) {
      dosages.begin();
    }
  }

  /// Adds a row to the batch, unless it is full.
  ///
  /// @return false if the row did not fit; the first row of a batch always does
  public boolean add(MaskedRow row, long ledgerSize) {
    SiteColumns.Text text = SiteColumns.Text.of(row);
    long bytes = textBytes + text.bytes();
    if (rows > 0 && bytesAtMost(rows + 1, bytes) > batchBytes) {
      return false;
    }
    sites.set(rows, row, text, ledgerSize);
    if (dosages != null) {
      dosages.set(rows, row);
    }
    rows++;
    textBytes = bytes;
    return true;
  }

  /// How many rows were added.
  public int rows() {
    return rows;
  }

  /// Writes the rows added since [#begin].
  public byte[] batch() {
    root.setRowCount(rows);
    try (var message = unloader.getRecordBatch()) {
      MessageSerializer.serialize(channel, message);
    } catch (IOException e) {
      throw new UncheckedIOException("writing to memory failed", e);
    }
    return collected.take();
  }

  @Override
  public void close() {
    root.close();
    allocator.close();
  }

  private long bytesAtMost(int rowCount, long text) {
    int columns = root.getFieldVectors().size();
    long bits = (long) columns * (rowCount / Byte.SIZE + 1);
    return HEADER_BYTES + BUFFER_OVERHEAD_BYTES + bits + text + rowCount * bytesPerRow();
  }

  private long bytesPerRow() {
    int samples = layout.sampleCount();
    return SiteColumns.FIXED_BYTES_PER_ROW
        + (layout.hasDosages() ? DosageColumn.bytesPerRow(samples) : 0);
  }

  private DosageColumn dosageColumn() {
    int mostRows = (int) Math.max(1, batchBytes / bytesPerRow());
    var lists = (FixedSizeListVector) root.getVector("dosages");
    return new DosageColumn(lists, layout.cohortSize(), layout.dosagesOf(), mostRows);
  }

  private Schema wireSchema(Dictionary contigs) {
    var provider = new MapDictionaryProvider(contigs);
    List<Field> fields =
        root.getSchema().getFields().stream()
            .map(field -> DictionaryUtility.toMessageFormat(field, provider, new HashSet<>()))
            .toList();
    return new Schema(fields, root.getSchema().getCustomMetadata());
  }

  private void writeDictionary(VarCharVector names) throws IOException {
    try (var contigs = VectorSchemaRoot.of(names);
        var message =
            new ArrowDictionaryBatch(
                Layout.CONTIGS.getId(), new VectorUnloader(contigs).getRecordBatch(), false)) {
      MessageSerializer.serialize(channel, message);
    }
  }

  private static CompressionCodec codec(Layout layout) {
    return layout.zstd()
        ? CommonsCompressionFactory.INSTANCE.createCodec(CodecType.ZSTD, ZSTD_LEVEL)
        : NoCompressionCodec.INSTANCE;
  }
}
