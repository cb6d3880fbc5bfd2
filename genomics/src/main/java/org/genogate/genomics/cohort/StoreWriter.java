package org.genogate.genomics.cohort;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import org.genogate.genomics.source.SourceHeader;
import org.genogate.genomics.source.VcfRecord;
import org.genogate.genomics.variant.MinimalAllele;

/// Writes the files of one store, record by record; only what waits to be sorted is in memory.
final class StoreWriter implements AutoCloseable {

  private final SourceHeader source;
  private final SealedOutput headerFile;
  private final TableWriter variants;
  private final TableWriter references;
  private final LinkedHashSet<String> contigs = new LinkedHashSet<>();
  private String contig = "";
  private long sites;

  StoreWriter(Path directory, byte[] storeName, StoreKey key, SourceHeader source)
      throws IOException {
    this.source = source;
    this.headerFile = new SealedOutput(directory, StoreFile.HEADER, storeName, key);
    this.variants =
        new TableWriter(
            new SealedOutput(directory, StoreFile.VARIANT_INDEX, storeName, key),
            new SealedOutput(directory, StoreFile.VARIANT_ROWS, storeName, key));
    this.references =
        new TableWriter(
            new SealedOutput(directory, StoreFile.REFERENCE_INDEX, storeName, key),
            new SealedOutput(directory, StoreFile.REFERENCE_ROWS, storeName, key));
  }

  void add(VcfRecord record) throws IOException {
    if (!record.contig().equals(contig)) {
      contig = record.contig();
      contigs.add(contig);
      variants.beginContig();
      references.beginContig();
    }
    variants.passed(record.start());
    references.passed(record.start());
    sites++;
    var genotypes = new SiteGenotypes(record.calls(), source.samples().size());
    if (record.alts().isEmpty()) {
      addReference(record, genotypes);
    }
    for (int i = 0; i < record.alts().size(); i++) {
      addAllele(record, i, genotypes);
    }
  }

  private void addReference(VcfRecord record, SiteGenotypes genotypes) throws IOException {
    var row = Row.encode(id(record), record.ref(), Row.NO_ALT, record.filters(), genotypes.of(0));
    references.add(record.start(), AlleleSpan.referenceEnd(record), row);
  }

  private void addAllele(VcfRecord record, int index, SiteGenotypes genotypes) throws IOException {
    var allele = MinimalAllele.of(record.start(), record.ref(), record.alts().get(index));
    var row =
        Row.encode(
            id(record), allele.ref(), allele.alt(), record.filters(), genotypes.of(index + 1));
    variants.add(allele.start(), AlleleSpan.end(record, index, allele), row);
  }

  /// Several names on a record of several ALTs do not say which name means which ALT, and would
  /// tell of ALTs that a reader may not see: such rows have none.
  private static String id(VcfRecord record) {
    boolean ambiguous = record.ids().size() > 1 && record.alts().size() > 1;
    return ambiguous ? "" : String.join(";", record.ids());
  }

  long sites() {
    return sites;
  }

  /// Writes the header and makes all files durable.
  CohortHeader finish(String sourceSha256, boolean callableKnown, CallableMap callable)
      throws IOException {
    List<List<Page>> variantPages = variants.finish();
    List<List<Page>> referencePages = references.finish();
    var cohort =
        new CohortHeader(
            source.samples(),
            contigList(),
            source.assembly(),
            variants.count(),
            sites,
            sourceSha256,
            callableKnown);
    for (int i = contigs.size(); i < cohort.contigs().size(); i++) {
      variantPages.add(List.of());
      referencePages.add(List.of());
    }
    headerFile.write(new StoreHeader(cohort, callable, variantPages, referencePages).encode());
    headerFile.finish();
    return cohort;
  }

  private List<Contig> contigList() {
    var names = new LinkedHashSet<>(contigs);
    names.addAll(source.contigLengths().keySet());
    var list = new ArrayList<Contig>();
    for (String name : names) {
      list.add(new Contig(name, source.contigLengths().getOrDefault(name, 0)));
    }
    return list;
  }

  @Override
  public void close() throws IOException {
    try (headerFile;
        variants) {
      references.close();
    }
  }
}
