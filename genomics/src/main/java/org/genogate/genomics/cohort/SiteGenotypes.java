package org.genogate.genomics.cohort;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntPredicate;
import org.genogate.genomics.source.Calls;

/// A record's genotypes in the byte form of its rows: what all of its ALTs share is made once.
final class SiteGenotypes {

  private final Calls calls;
  private final int samples;
  private final List<byte[]> shared;

  SiteGenotypes(Calls calls, int samples) {
    this.calls = calls;
    this.samples = samples;
    this.shared =
        List.of(
            set(sample -> calls.first(sample) == Calls.MISSING),
            set(sample -> calls.second(sample) == Calls.MISSING),
            set(sample -> calls.second(sample) == Calls.ABSENT),
            set(calls::phased));
  }

  /// The six sets of [Genotypes] for the allele with this index; for 0 nobody carries it.
  List<byte[]> of(int allele) {
    var sets = new ArrayList<byte[]>();
    sets.add(set(sample -> allele > 0 && calls.first(sample) == allele));
    sets.add(set(sample -> allele > 0 && calls.second(sample) == allele));
    sets.addAll(shared);
    return sets;
  }

  private byte[] set(IntPredicate isMember) {
    var words = new long[(samples + Long.SIZE - 1) / Long.SIZE];
    for (int sample = 0; sample < samples; sample++) {
      if (isMember.test(sample)) {
        words[sample >> 6] |= 1L << sample;
      }
    }
    var out = new ByteWriter();
    SampleSetCode.write(out, samples, words);
    return out.toBytes();
  }
}
