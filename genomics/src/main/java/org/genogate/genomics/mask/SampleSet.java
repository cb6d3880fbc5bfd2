package org.genogate.genomics.mask;

import java.util.Arrays;
import java.util.stream.IntStream;

/// An immutable set of the samples of one cohort, by ordinal: the sample's 0-based column.
public final class SampleSet {

  private final int size;
  private final long[] words;

  private SampleSet(int size, long[] words) {
    this.size = size;
    this.words = words;
  }

  /// No sample of a cohort of `size`.
  public static SampleSet none(int size) {
    return new SampleSet(size, new long[wordsFor(size)]);
  }

  /// Every sample of a cohort of `size`.
  public static SampleSet all(int size) {
    var words = new long[wordsFor(size)];
    Arrays.fill(words, -1L);
    if (size % Long.SIZE != 0) {
      words[words.length - 1] = (1L << size) - 1;
    }
    return new SampleSet(size, words);
  }

  /// These samples of a cohort of `size`, in any order.
  ///
  /// @throws IllegalArgumentException if a sample is not in 0 (inclusive) to `size` (exclusive)
  public static SampleSet of(int size, int... samples) {
    var words = new long[wordsFor(size)];
    for (int sample : samples) {
      if (sample < 0 || sample >= size) {
        throw new IllegalArgumentException(
            "sample %d is not one of 0 to %d".formatted(sample, size - 1));
      }
      words[sample >> 6] |= 1L << sample;
    }
    return new SampleSet(size, words);
  }

  /// The set whose bit `i % 64` of word `i / 64` says whether it holds sample `i`; copies `words`.
  ///
  /// @throws IllegalArgumentException if `words` has another length than `size` needs, or a bit
  ///   beyond it
  public static SampleSet ofWords(int size, long[] words) {
    if (words.length != wordsFor(size)) {
      throw new IllegalArgumentException(
          "%d words, where %d samples take %d".formatted(words.length, size, wordsFor(size)));
    }
    if (size % Long.SIZE != 0 && words[words.length - 1] >>> size != 0) {
      throw new IllegalArgumentException(
          "a bit is set beyond the last of %d samples".formatted(size));
    }
    return new SampleSet(size, words.clone());
  }

  private static int wordsFor(int size) {
    if (size < 0) {
      throw new IllegalArgumentException("a cohort has 0 samples or more, not " + size);
    }
    return (size + Long.SIZE - 1) / Long.SIZE;
  }

  /// The number of samples in the cohort, in this set or not.
  public int size() {
    return size;
  }

  /// The number of samples in this set; O(size / 64).
  public int count() {
    int count = 0;
    for (long word : words) {
      count += Long.bitCount(word);
    }
    return count;
  }

  public boolean isEmpty() {
    for (long word : words) {
      if (word != 0) {
        return false;
      }
    }
    return true;
  }

  /// @throws IndexOutOfBoundsException if the cohort has no sample `sample`
  public boolean contains(int sample) {
    if (sample < 0 || sample >= size) {
      throw new IndexOutOfBoundsException(
          "sample %d is not one of 0 to %d".formatted(sample, size - 1));
    }
    return (words[sample >> 6] >>> sample & 1) != 0;
  }

  /// The first sample of this set that is `from` or later, or -1 if there is none.
  public int next(int from) {
    int word = from >> 6;
    if (word >= words.length) {
      return -1;
    }
    long bits = words[word] & -1L << from;
    while (bits == 0) {
      if (++word == words.length) {
        return -1;
      }
      bits = words[word];
    }
    return (word << 6) + Long.numberOfTrailingZeros(bits);
  }

  /// The samples, ascending.
  public IntStream stream() {
    return IntStream.iterate(next(0), sample -> sample >= 0, sample -> next(sample + 1));
  }

  /// The bits, as [#ofWords] takes them; a copy.
  public long[] toWords() {
    return words.clone();
  }

  public SampleSet and(SampleSet other) {
    long[] result = sameCohort(other).words.clone();
    for (int i = 0; i < result.length; i++) {
      result[i] &= words[i];
    }
    return new SampleSet(size, result);
  }

  public SampleSet or(SampleSet other) {
    long[] result = sameCohort(other).words.clone();
    for (int i = 0; i < result.length; i++) {
      result[i] |= words[i];
    }
    return new SampleSet(size, result);
  }

  /// The samples of this set that are not in `other`.
  public SampleSet minus(SampleSet other) {
    long[] result = sameCohort(other).words.clone();
    for (int i = 0; i < result.length; i++) {
      result[i] = words[i] & ~result[i];
    }
    return new SampleSet(size, result);
  }

  /// How many samples are in both sets, without making a third.
  public int countOfBoth(SampleSet other) {
    long[] others = sameCohort(other).words;
    int count = 0;
    for (int i = 0; i < others.length; i++) {
      count += Long.bitCount(words[i] & others[i]);
    }
    return count;
  }

  private SampleSet sameCohort(SampleSet other) {
    if (other.size != size) {
      throw new IllegalArgumentException(
          "a set over %d samples meets one over %d".formatted(size, other.size));
    }
    return other;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof SampleSet that && size == that.size && Arrays.equals(words, that.words);
  }

  @Override
  public int hashCode() {
    return 31 * size + Arrays.hashCode(words);
  }

  /// Counts only: who is in a set is nobody's business in a log.
  @Override
  public String toString() {
    return "%d of %d samples".formatted(count(), size);
  }
}
