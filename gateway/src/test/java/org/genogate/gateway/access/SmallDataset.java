package org.genogate.gateway.access;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import javax.crypto.spec.SecretKeySpec;
import org.genogate.gateway.custody.HeldDataset;
import org.genogate.genomics.cohort.CohortStore;
import org.genogate.genomics.cohort.Ingest;
import org.genogate.genomics.cohort.IngestProgress;
import org.genogate.genomics.cohort.IngestSettings;
import org.genogate.ledger.event.DatasetTag;
import org.genogate.ledger.event.PersonTag;

/// A dataset of one site on each of a few contigs.
final class SmallDataset {

  private SmallDataset() {}

  /// @param people for each sample whose it is
  static HeldDataset of(
      Path folder, DatasetTag tag, List<String> contigs, List<Optional<PersonTag>> people)
      throws IOException {
    var vcf = new StringBuilder("##fileformat=VCFv4.2\n");
    contigs.forEach(contig -> vcf.append("##contig=<ID=%s,length=1000>\n".formatted(contig)));
    vcf.append("##FORMAT=<ID=GT,Number=1,Type=String,Description=\"Genotype\">\n");
    vcf.append("#CHROM\tPOS\tID\tREF\tALT\tQUAL\tFILTER\tINFO\tFORMAT");
    for (int sample = 0; sample < people.size(); sample++) {
      vcf.append("\tS").append(sample);
    }
    var genotypes = people.stream().map(_ -> "0/1").collect(Collectors.joining("\t"));
    contigs.forEach(contig ->
        vcf.append("\n%s\t100\t.\tA\tC\t.\tPASS\t.\tGT\t%s".formatted(contig, genotypes)));
    var file = Files.writeString(folder.resolve("small.vcf"), vcf.append("\n"));
    var key = new SecretKeySpec(new byte[32], "AES");
    var store = folder.resolve("store");
    var _ =
        Ingest.run(IngestSettings.of(file, store, key, new SecureRandom()), IngestProgress.NONE);
    return new HeldDataset(tag, 1, "small", CohortStore.open(store, key), people);
  }
}
