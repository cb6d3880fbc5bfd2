package org.genogate.genomics.source;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Reads a variant file once, from its start, and refuses it at the first thing that does not fit.
///
/// htsjdk reads the header. The records are read here: htsjdk makes an object of each genotype and
/// a string of each line, which costs a hundred times this reader's time (9,900 against 89 ms for
/// 32,000 sites of 2,504 samples) and heap in proportion to the samples.
///
/// For one thread; and for ingest only, because nothing is masked here.
public final class VcfReader implements AutoCloseable {

  /// CHROM to FORMAT.
  private static final int FIXED_COLUMNS = 9;

  private final SourceFile file;
  private final InputStream text;
  private final TextLines lines;
  private final SourceHeader header;
  private final GenotypeText genotypes;
  private final SiteText sites;

  /// Where each fixed column of the current line begins, and the first sample's column.
  private final int[] columnStarts = new int[FIXED_COLUMNS + 1];

  private final Set<String> earlierContigs = new HashSet<>();
  private String contig = "";
  private int start;
  private boolean anyGenotype;
  private boolean anyRecord;

  private VcfReader(SourceFile file, InputStream text) throws IOException {
    this.file = file;
    this.text = text;
    this.lines = new TextLines(text);
    this.header = HeaderText.read(lines);
    this.genotypes = new GenotypeText(lines, header.samples().size());
    this.sites = new SiteText(lines);
  }

  /// @throws MalformedVcfException if the header is not that of a VCF 4.1 to 4.3 with samples
  public static VcfReader open(Path path) throws IOException {
    SourceFile file = SourceFile.open(path);
    InputStream text = file;
    try {
      text = file.text();
      return new VcfReader(file, text);
    } catch (IOException | RuntimeException e) {
      text.close();
      throw e;
    }
  }

  public SourceHeader header() {
    return header;
  }

  /// The next record, or empty at the end of a whole file.
  ///
  /// @throws MalformedVcfException naming the line, or the byte where the compression is broken
  public Optional<VcfRecord> next() throws IOException {
    if (!lines.next()) {
      if (anyRecord && !anyGenotype) {
        throw lines.malformed("the file ends here and no record had a GT");
      }
      return Optional.empty();
    }
    anyRecord = true;
    findColumns();
    place();
    String ref = sites.ref(column(3));
    List<String> alts = sites.alts(column(4), ref);
    sites.checkQuality(column(5));
    return Optional.of(
        new VcfRecord(
            lines.number(),
            contig,
            start,
            sites.ids(column(2)),
            ref,
            alts,
            sites.filters(column(6)),
            InfoText.read(lines, column(7)),
            calls(alts.size() + 1)));
  }

  private void findColumns() throws MalformedVcfException {
    byte[] bytes = lines.bytes();
    int end = lines.end();
    columnStarts[0] = lines.start();
    int column = 1;
    for (int i = lines.start(); i < end && column <= FIXED_COLUMNS; i++) {
      if (bytes[i] == '\t') {
        columnStarts[column++] = i + 1;
      }
    }
    if (column <= FIXED_COLUMNS) {
      throw lines.malformed("%d columns, where 9 and the samples' are wanted".formatted(column));
    }
  }

  private String column(int index) {
    int from = columnStarts[index];
    return new String(
        lines.bytes(), from, columnStarts[index + 1] - 1 - from, StandardCharsets.UTF_8);
  }

  private void place() throws MalformedVcfException {
    if (!isContig(contig)) {
      if (!contig.isEmpty()) {
        earlierContigs.add(contig);
      }
      contig = column(0);
      start = 0;
      if (contig.isEmpty() || contig.chars().anyMatch(c -> c <= ' ')) {
        throw lines.malformed("CHROM is no name");
      }
      if (earlierContigs.contains(contig)) {
        throw lines.malformed("contig '%s' comes back after another".formatted(contig));
      }
      if (!header.contigLengths().isEmpty() && !header.contigLengths().containsKey(contig)) {
        throw lines.malformed("contig '%s' is not in the header".formatted(contig));
      }
    }
    int next = sites.start(column(1));
    if (next < start) {
      throw lines.malformed(
          "position %d comes after position %d: the file is not sorted"
              .formatted(next + 1, start + 1));
    }
    int length = header.contigLengths().getOrDefault(contig, 0);
    if (length > 0 && next >= length) {
      throw lines.malformed(
          "position %d of contig '%s', which has %d bases".formatted(next + 1, contig, length));
    }
    start = next;
  }

  private boolean isContig(String name) {
    byte[] wanted = name.getBytes(StandardCharsets.UTF_8);
    return Arrays.equals(
        lines.bytes(), columnStarts[0], columnStarts[1] - 1, wanted, 0, wanted.length);
  }

  private Calls calls(int alleles) throws MalformedVcfException {
    String format = column(8);
    if (format.equals("GT") || format.startsWith("GT:")) {
      anyGenotype = true;
      return genotypes.read(columnStarts[FIXED_COLUMNS], alleles);
    }
    if (format.endsWith(":GT") || format.contains(":GT:")) {
      throw lines.malformed("GT is not the first key of FORMAT");
    }
    return genotypes.readUncalled(columnStarts[FIXED_COLUMNS]);
  }

  /// Of the source as it lies on disk.
  public long bytesRead() {
    return file.bytesRead();
  }

  /// The SHA-256 of the source's bytes in lower-case hex; once, and after the last record.
  public String sha256Hex() {
    return file.sha256Hex();
  }

  @Override
  public void close() throws IOException {
    text.close();
  }
}
