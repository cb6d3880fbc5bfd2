package org.genogate.genomics.cohort;

import java.util.ArrayList;
import java.util.List;

/// The content of a store's header file.
///
/// @param variants the pages of the variant table, for each contig of `cohort`
/// @param references the pages of the reference table, likewise
record StoreHeader(
    CohortHeader cohort,
    CallableMap callable,
    List<List<Page>> variants,
    List<List<Page>> references) {

  byte[] encode() {
    var out = new ByteWriter();
    out.varint(cohort.samples().size());
    cohort.samples().forEach(out::text);
    out.varint(cohort.contigs().size());
    for (Contig contig : cohort.contigs()) {
      out.text(contig.name()).varint(contig.length());
    }
    out.text(cohort.assembly()).varint(cohort.rows()).varint(cohort.sites());
    out.text(cohort.sourceSha256()).octet(cohort.callable() ? 1 : 0);
    callable.write(out);
    writePages(out, variants);
    writePages(out, references);
    return out.toBytes();
  }

  static StoreHeader decode(byte[] bytes) {
    var in = new ByteReader(bytes);
    var samples = new ArrayList<String>();
    for (int left = in.count(); left > 0; left--) {
      samples.add(in.text());
    }
    var contigs = new ArrayList<Contig>();
    for (int left = in.count(); left > 0; left--) {
      contigs.add(new Contig(in.text(), in.count()));
    }
    var cohort =
        new CohortHeader(
            samples, contigs, in.text(), in.varint(), in.varint(), in.text(), in.octet() == 1);
    var callable = CallableMap.read(in);
    return new StoreHeader(
        cohort, callable, readPages(in, contigs.size()), readPages(in, contigs.size()));
  }

  private static void writePages(ByteWriter out, List<List<Page>> contigs) {
    for (List<Page> pages : contigs) {
      out.varint(pages.size());
      pages.forEach(page -> page.write(out));
    }
  }

  private static List<List<Page>> readPages(ByteReader in, int contigs) {
    var all = new ArrayList<List<Page>>();
    for (int contig = 0; contig < contigs; contig++) {
      var pages = new ArrayList<Page>();
      for (int left = in.count(); left > 0; left--) {
        pages.add(Page.read(in));
      }
      all.add(List.copyOf(pages));
    }
    return all;
  }
}
