package org.genogate.genomics.cohort;

import org.genogate.genomics.mask.SampleSet;

/// The byte form of a set of samples: whichever is the shortest of the members, those left out, or
/// a bit for each sample.
final class SampleSetCode {

  private static final int MEMBERS = 0;
  private static final int LEFT_OUT = 1;
  private static final int BITS = 2;

  private SampleSetCode() {}

  static void write(ByteWriter out, int size, long[] words) {
    int count = 0;
    for (long word : words) {
      count += Long.bitCount(word);
    }
    // A gap takes one byte or more, so a list this long never beats the bits.
    int worthListing = words.length * Long.BYTES;
    if (count <= worthListing && count <= size - count) {
      writeShorter(out, MEMBERS, size, words, 0);
    } else if (size - count <= worthListing) {
      writeShorter(out, LEFT_OUT, size, words, -1L);
    } else {
      writeBits(out, words);
    }
  }

  private static void writeShorter(ByteWriter out, int form, int size, long[] words, long flip) {
    byte[] list = gaps(size, words, flip);
    if (list.length < words.length * Long.BYTES) {
      out.octet(form).raw(list);
    } else {
      writeBits(out, words);
    }
  }

  /// How many samples have their bit set, once flipped, then the distance from each to the next.
  private static byte[] gaps(int size, long[] words, long flip) {
    var gaps = new ByteWriter();
    int count = 0;
    int before = -1;
    for (int i = 0; i < words.length; i++) {
      long word = words[i] ^ flip;
      while (word != 0) {
        int sample = (i << 6) + Long.numberOfTrailingZeros(word);
        word &= word - 1;
        if (sample < size) {
          gaps.varint(sample - before - 1);
          before = sample;
          count++;
        }
      }
    }
    return new ByteWriter().varint(count).raw(gaps.toBytes()).toBytes();
  }

  private static void writeBits(ByteWriter out, long[] words) {
    out.octet(BITS);
    for (long word : words) {
      out.int64(word);
    }
  }

  static SampleSet read(ByteReader in, int size) {
    int form = in.octet();
    return switch (form) {
      case MEMBERS -> listed(in, size);
      case LEFT_OUT -> SampleSet.all(size).minus(listed(in, size));
      case BITS -> bits(in, size);
      default -> throw new IllegalStateException("no form of a set has number " + form);
    };
  }

  private static SampleSet listed(ByteReader in, int size) {
    var samples = new int[in.count()];
    int before = -1;
    for (int i = 0; i < samples.length; i++) {
      before += in.count() + 1;
      samples[i] = before;
    }
    return SampleSet.of(size, samples);
  }

  private static SampleSet bits(ByteReader in, int size) {
    var words = new long[(size + Long.SIZE - 1) / Long.SIZE];
    for (int i = 0; i < words.length; i++) {
      words[i] = in.int64();
    }
    return SampleSet.ofWords(size, words);
  }
}
