package org.genogate.genomics.synthetic;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.genogate.genomics.source.BgzfOutputStream;

/// Writes a made-up cohort as VCF 4.2.
///
/// Frequencies and linkage are like those of people: each block of neighbouring sites shares one
/// [Genealogy]. 2,504 samples x 10,000 sites take about two seconds with compression.
public final class CohortGenerator {
  /// 1-based position before the first site of a contig.
  private static final int START = 20_000_000;

  /// Three times as fast as the usual 6, for a file a tenth larger.
  private static final int COMPRESSION_LEVEL = 3;

  private static final int CONTIG_LENGTH = 250_000_000;

  /// Mean distance between sites, as in 1000 Genomes.
  private static final double MEAN_GAP = 32;

  /// Mean number of sites that share a genealogy.
  private static final int BLOCK_SITES = 30;

  private final CohortSettings settings;
  private final RandomGenerator random;
  private final Genotypes genotypes;
  private final OutputStream out;
  private int rsNumber = 900_000_000;

  private CohortGenerator(CohortSettings settings, OutputStream out) {
    this.settings = settings;
    this.random = new SplittableRandom(settings.seed());
    this.genotypes = new Genotypes(settings, random);
    this.out = out;
  }

  /// Writes the cohort as plain text; the stream stays open.
  public static void write(CohortSettings settings, OutputStream out) throws IOException {
    new CohortGenerator(settings, out).write();
  }

  /// Writes the cohort as a block-compressed file, in place of any that is there.
  public static void writeCompressed(CohortSettings settings, Path file) throws IOException {
    try (var out = new BgzfOutputStream(Files.newOutputStream(file), COMPRESSION_LEVEL)) {
      write(settings, out);
    }
  }

  /// The name of a sample's column.
  ///
  /// @param index 0-based
  public static String sampleName(int index) {
    return String.format(Locale.ROOT, "S%06d", index + 1);
  }

  private void write() throws IOException {
    out.write(header().getBytes(US_ASCII));
    int contigs = settings.contigs().size();
    for (int i = 0; i < contigs; i++) {
      long before = (long) settings.sites() * i / contigs;
      long after = (long) settings.sites() * (i + 1) / contigs;
      writeContig(settings.contigs().get(i), (int) (after - before));
    }
  }

  private void writeContig(String contig, int sites) throws IOException {
    genotypes.beginContig();
    Genealogy genealogy = Genealogy.draw(2 * settings.samples(), random);
    int position = START;
    for (int i = 0; i < sites; i++) {
      if (random.nextInt(BLOCK_SITES) == 0) {
        genealogy = Genealogy.draw(2 * settings.samples(), random);
      }
      position += 1 + (int) (Genealogy.exponential(random) * (MEAN_GAP - 1));
      Site site = Site.draw(position, settings.rates(), random);
      int bytes = genotypes.draw(genealogy, site.alts().size());
      out.write(siteColumns(contig, position, site).getBytes(US_ASCII));
      out.write(genotypes.text(), 0, bytes);
      out.write('\n');
    }
  }

  private String siteColumns(String contig, int position, Site site) {
    rsNumber += 1 + random.nextInt(40);
    String id = random.nextInt(50) == 0 ? "." : "rs" + rsNumber;
    String filter = random.nextInt(15) == 0 ? "q10" : "PASS";
    String alts = String.join(",", site.alts());
    String info = "AC=%s;AN=%d".formatted(counts(site.alts().size()), genotypes.called());
    if (site.end() > 0) {
      info += ";SVTYPE=DEL;END=" + site.end();
    }
    return String.join(
        "\t", contig, "" + position, id, site.ref(), alts, "100", filter, info, "GT");
  }

  private String counts(int alts) {
    return IntStream.rangeClosed(1, alts)
        .mapToObj(allele -> "" + genotypes.copies(allele))
        .collect(Collectors.joining(","));
  }

  private String header() {
    var text =
        new StringBuilder(
            """
            ##fileformat=VCFv4.2
            ##source=GenoGate synthetic cohort, seed %d
            ##reference=GRCh38
            ##FILTER=<ID=PASS,Description="All filters passed">
            ##FILTER=<ID=q10,Description="Quality below 10">
            ##ALT=<ID=DEL,Description="Deletion">
            ##INFO=<ID=AC,Number=A,Type=Integer,Description="Copies of each ALT allele">
            ##INFO=<ID=AN,Number=1,Type=Integer,Description="Called alleles">
            ##INFO=<ID=END,Number=1,Type=Integer,Description="Last base of the variant">
            ##INFO=<ID=SVTYPE,Number=1,Type=String,Description="Kind of structural variant">
            ##FORMAT=<ID=GT,Number=1,Type=String,Description="Genotype">
            """
                .formatted(settings.seed()));
    for (String contig : settings.contigs()) {
      text.append("##contig=<ID=%s,length=%d,assembly=GRCh38>\n".formatted(contig, CONTIG_LENGTH));
    }
    text.append("#CHROM\tPOS\tID\tREF\tALT\tQUAL\tFILTER\tINFO\tFORMAT");
    for (int i = 0; i < settings.samples(); i++) {
      text.append('\t').append(sampleName(i));
    }
    return text.append('\n').toString();
  }
}
