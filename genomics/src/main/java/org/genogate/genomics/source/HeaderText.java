package org.genogate.genomics.source;

import htsjdk.tribble.readers.LineIterator;
import htsjdk.variant.vcf.VCFCodec;
import htsjdk.variant.vcf.VCFHeader;
import htsjdk.variant.vcf.VCFHeaderLine;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Set;

/// Reads the header through htsjdk, which knows the grammar of all its lines.
final class HeaderText {

  private static final Set<String> VERSIONS = Set.of("VCFv4.1", "VCFv4.2", "VCFv4.3");
  private static final String VERSION_LINE = "##fileformat=";

  private HeaderText() {}

  /// Leaves `lines` at the column line, the last of the header.
  static SourceHeader read(TextLines lines) throws IOException {
    List<String> text = headerLines(lines);
    VCFHeader header = parse(lines, text);
    List<String> samples = samples(lines, text.getLast());
    // htsjdk keeps one of two lines for the same contig, and which of their lengths is meant?
    long contigLines = text.stream().filter(line -> line.startsWith("##contig=")).count();
    if (contigLines != header.getContigLines().size()) {
      throw lines.malformed("the header ends here and names a contig twice");
    }
    return new SourceHeader(samples, contigs(lines, header), assembly(header));
  }

  private static List<String> headerLines(TextLines lines) throws IOException {
    var text = new ArrayList<String>();
    while (lines.next()) {
      String line = lines.text();
      if (text.isEmpty()
          && !(line.startsWith(VERSION_LINE)
              && VERSIONS.contains(line.substring(VERSION_LINE.length()).strip()))) {
        throw lines.malformed("not a VCF of version 4.1, 4.2 or 4.3");
      }
      text.add(line);
      if (!line.startsWith("##")) {
        if (!line.startsWith("#CHROM\t")) {
          throw lines.malformed("a header line, or the column line #CHROM, is wanted here");
        }
        return text;
      }
    }
    throw lines.malformed("the file ends before its column line #CHROM");
  }

  private static VCFHeader parse(TextLines lines, List<String> text) throws MalformedVcfException {
    var codec = new VCFCodec();
    codec.disableOnTheFlyModifications();
    try {
      return (VCFHeader) codec.readActualHeader(new HeaderLines(text));
    } catch (RuntimeException e) {
      // htsjdk tells a bad header with a dozen unchecked kinds.
      throw new MalformedVcfException(
          "line %d: the header ends here and is not valid: %s"
              .formatted(lines.number(), e.getMessage()),
          e);
    }
  }

  private static List<String> samples(TextLines lines, String columns)
      throws MalformedVcfException {
    List<String> names = List.of(columns.split("\t", -1));
    List<String> fixed =
        List.of("#CHROM", "POS", "ID", "REF", "ALT", "QUAL", "FILTER", "INFO", "FORMAT");
    if (names.size() <= fixed.size() || !names.subList(0, fixed.size()).equals(fixed)) {
      throw lines.malformed("columns #CHROM to FORMAT, and then samples, are wanted");
    }
    List<String> samples = names.subList(fixed.size(), names.size());
    var seen = new HashSet<String>();
    for (int i = 0; i < samples.size(); i++) {
      if (samples.get(i).isBlank()) {
        throw lines.malformed("sample %d has no name".formatted(i + 1));
      }
      if (!seen.add(samples.get(i))) {
        throw lines.malformed("sample %d has the name of an earlier one".formatted(i + 1));
      }
    }
    return samples;
  }

  private static Map<String, Integer> contigs(TextLines lines, VCFHeader header)
      throws MalformedVcfException {
    var lengths = new LinkedHashMap<String, Integer>();
    for (var line : header.getContigLines()) {
      String length = line.getGenericFields().getOrDefault("length", "0");
      if (line.getID().isBlank()) {
        throw lines.malformed("the header ends here and has a contig without a name");
      }
      try {
        lengths.put(line.getID(), Math.max(0, Integer.parseInt(length)));
      } catch (NumberFormatException e) {
        throw new MalformedVcfException(
            "line %d: the header ends here, and contig '%s' is '%s' long"
                .formatted(lines.number(), line.getID(), length),
            e);
      }
    }
    return Collections.unmodifiableMap(lengths);
  }

  private static String assembly(VCFHeader header) {
    for (var line : header.getContigLines()) {
      String assembly = line.getGenericFields().get("assembly");
      if (assembly != null) {
        return assembly;
      }
    }
    VCFHeaderLine reference = header.getOtherHeaderLine(VCFHeader.REFERENCE_KEY);
    return reference == null || reference.getValue() == null ? "" : reference.getValue();
  }

  /// Lines already read, in the form in which htsjdk takes them.
  private static final class HeaderLines implements LineIterator {

    private final List<String> lines;
    private int next;

    HeaderLines(List<String> lines) {
      this.lines = lines;
    }

    @Override
    public boolean hasNext() {
      return next < lines.size();
    }

    @Override
    public String next() {
      String line = peek();
      next++;
      return line;
    }

    @Override
    public String peek() {
      if (!hasNext()) {
        throw new NoSuchElementException("the header has no more lines");
      }
      return lines.get(next);
    }
  }
}
