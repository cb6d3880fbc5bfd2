package org.genogate.genomics.cohort;

import java.util.ArrayList;
import java.util.List;
import org.genogate.genomics.source.Calls;

/// A record's genotypes in the byte form of its rows: what all of its ALTs share is made once.
final class SiteGenotypes {

  private final Calls calls;
  private final int samples;
  private final List<byte[]> shared;

  SiteGenotypes(Calls calls, int samples) {
    this.calls = calls;
    this.samples = samples;
    this.shared = shared();
  }

  /// The six sets of [Genotypes] for the allele with this index; for 0 nobody carries it.
  List<byte[]> of(int allele) {
    long[] first = words();
    long[] second = words();
    if (allele > 0) {
      for (int sample = 0; sample < samples; sample++) {
        mark(first, sample, calls.first(sample) == allele);
        mark(second, sample, calls.second(sample) == allele);
      }
    }
    var sets = new ArrayList<byte[]>();
    sets.add(coded(first));
    sets.add(coded(second));
    sets.addAll(shared);
    return sets;
  }

  private List<byte[]> shared() {
    long[] firstMissing = words();
    long[] secondMissing = words();
    long[] haploid = words();
    long[] phased = words();
    for (int sample = 0; sample < samples; sample++) {
      int second = calls.second(sample);
      mark(firstMissing, sample, calls.first(sample) == Calls.MISSING);
      mark(secondMissing, sample, second == Calls.MISSING);
      mark(haploid, sample, second == Calls.ABSENT);
      mark(phased, sample, calls.phased(sample));
    }
    return List.of(coded(firstMissing), coded(secondMissing), coded(haploid), coded(phased));
  }

  private static void mark(long[] words, int sample, boolean isMember) {
    if (isMember) {
      words[sample >> 6] |= 1L << sample;
    }
  }

  private long[] words() {
    return new long[(samples + Long.SIZE - 1) / Long.SIZE];
  }

  private byte[] coded(long[] words) {
    var out = new ByteWriter();
    SampleSetCode.write(out, samples, words);
    return out.toBytes();
  }
}
