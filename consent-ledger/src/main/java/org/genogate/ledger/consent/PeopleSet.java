package org.genogate.ledger.consent;

import java.util.Arrays;
import java.util.function.IntConsumer;
import java.util.function.LongBinaryOperator;
import java.util.stream.IntStream;

/// Some of the people that the consent fold knows, by ordinal. Immutable.
///
/// An ordinal is given once, in log order of each person's first consent event, and stays; so the
/// same ordinal is the same person in every set of one log. The bits lie in chunks that sets share,
/// so that a set that differs in one person costs one chunk and the list of chunks (some 600 bytes
/// at 100,000 people), not a copy of all.
public final class PeopleSet {

  /// A chunk is 512 bytes: below that the list of chunks would dominate, above it the copy.
  static final int CHUNK_WORDS = 64;

  private static final int CHUNK_SHIFT = 12;
  private static final int CHUNK_PEOPLE = 1 << CHUNK_SHIFT;
  private static final long[] EMPTY = new long[CHUNK_WORDS];
  private static final PeopleSet NONE = new PeopleSet(new long[0][]);

  /// No chunk is ever written to once it is here. An empty one is always `EMPTY` itself, and the
  /// last one is not empty, so that equal sets have equal chunks.
  private final long[][] chunks;

  private PeopleSet(long[][] chunks) {
    this.chunks = chunks;
  }

  public static PeopleSet none() {
    return NONE;
  }

  public static PeopleSet of(int... ordinals) {
    return of(Arrays.stream(ordinals));
  }

  /// @param ordinals in any order, each at least 0
  public static PeopleSet of(IntStream ordinals) {
    var bits = new PeopleBits();
    ordinals.forEach(bits::add);
    return bits.toSet();
  }

  /// The first `count` people.
  public static PeopleSet first(int count) {
    return of(IntStream.range(0, count));
  }

  /// @param words 64 people each
  static PeopleSet ofWords(long[] words) {
    var chunks = new long[(words.length + CHUNK_WORDS - 1) / CHUNK_WORDS][];
    for (int i = 0; i < chunks.length; i++) {
      int start = i * CHUNK_WORDS;
      chunks[i] = sealed(Arrays.copyOfRange(words, start, start + CHUNK_WORDS));
    }
    return trimmed(chunks);
  }

  public boolean contains(int ordinal) {
    int chunk = ordinal >>> CHUNK_SHIFT;
    return chunk < chunks.length && (chunks[chunk][word(ordinal)] & bit(ordinal)) != 0;
  }

  public boolean isEmpty() {
    return chunks.length == 0;
  }

  /// Takes O(people that the fold knows / 64).
  public int count() {
    int count = 0;
    for (long[] chunk : chunks) {
      for (long word : chunk) {
        count += Long.bitCount(word);
      }
    }
    return count;
  }

  /// @throws IllegalArgumentException if `ordinal` is negative
  public PeopleSet with(int ordinal) {
    if (ordinal < 0) {
      throw new IllegalArgumentException("an ordinal is at least 0, not " + ordinal);
    }
    if (contains(ordinal)) {
      return this;
    }
    int chunk = ordinal >>> CHUNK_SHIFT;
    var changed = Arrays.copyOf(chunks, Math.max(chunks.length, chunk + 1));
    Arrays.fill(changed, chunks.length, changed.length, EMPTY);
    changed[chunk] = changed[chunk].clone();
    changed[chunk][word(ordinal)] |= bit(ordinal);
    return new PeopleSet(changed);
  }

  public PeopleSet without(int ordinal) {
    if (!contains(ordinal)) {
      return this;
    }
    var changed = chunks.clone();
    int chunk = ordinal >>> CHUNK_SHIFT;
    var bits = changed[chunk].clone();
    bits[word(ordinal)] &= ~bit(ordinal);
    changed[chunk] = sealed(bits);
    return trimmed(changed);
  }

  public PeopleSet and(PeopleSet other) {
    return combined(other, Math.min(chunks.length, other.chunks.length), (a, b) -> a & b);
  }

  public PeopleSet or(PeopleSet other) {
    return combined(other, Math.max(chunks.length, other.chunks.length), (a, b) -> a | b);
  }

  public PeopleSet minus(PeopleSet other) {
    return combined(other, chunks.length, (a, b) -> a & ~b);
  }

  /// In ascending order.
  public void forEach(IntConsumer each) {
    for (int i = 0; i < chunks.length; i++) {
      for (int w = 0; w < CHUNK_WORDS; w++) {
        for (long word = chunks[i][w]; word != 0; word &= word - 1) {
          each.accept((i << CHUNK_SHIFT) + w * Long.SIZE + Long.numberOfTrailingZeros(word));
        }
      }
    }
  }

  /// In ascending order.
  public int[] toOrdinals() {
    var ordinals = new int[count()];
    var next = new int[1];
    forEach(ordinal -> ordinals[next[0]++] = ordinal);
    return ordinals;
  }

  /// All words up to the last that is not zero.
  long[] toWords() {
    var words = new long[chunks.length * CHUNK_WORDS];
    for (int i = 0; i < chunks.length; i++) {
      System.arraycopy(chunks[i], 0, words, i * CHUNK_WORDS, CHUNK_WORDS);
    }
    int length = words.length;
    while (length > 0 && words[length - 1] == 0) {
      length--;
    }
    return Arrays.copyOf(words, length);
  }

  int chunkCount() {
    return chunks.length;
  }

  @SuppressWarnings("ReferenceEquality") // an empty chunk is always EMPTY itself
  boolean isEmptyChunk(int index) {
    return chunk(index) == EMPTY;
  }

  /// Read only.
  long[] chunk(int index) {
    return index < chunks.length ? chunks[index] : EMPTY;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof PeopleSet that && Arrays.deepEquals(chunks, that.chunks);
  }

  @Override
  public int hashCode() {
    return Arrays.deepHashCode(chunks);
  }

  /// How many, not who.
  @Override
  public String toString() {
    return count() + " people";
  }

  private PeopleSet combined(PeopleSet other, int length, LongBinaryOperator operator) {
    var result = new long[length][];
    for (int i = 0; i < length; i++) {
      var mine = chunk(i);
      var theirs = other.chunk(i);
      var bits = new long[CHUNK_WORDS];
      for (int w = 0; w < CHUNK_WORDS; w++) {
        bits[w] = operator.applyAsLong(mine[w], theirs[w]);
      }
      result[i] = Arrays.equals(bits, mine) ? mine : sealed(bits);
    }
    return trimmed(result);
  }

  private static long[] sealed(long[] bits) {
    return Arrays.equals(bits, EMPTY) ? EMPTY : bits;
  }

  @SuppressWarnings("ReferenceEquality") // an empty chunk is always EMPTY itself
  private static PeopleSet trimmed(long[][] chunks) {
    int length = chunks.length;
    while (length > 0 && chunks[length - 1] == EMPTY) {
      length--;
    }
    if (length == 0) {
      return NONE;
    }
    return new PeopleSet(length == chunks.length ? chunks : Arrays.copyOf(chunks, length));
  }

  private static int word(int ordinal) {
    return (ordinal & (CHUNK_PEOPLE - 1)) >>> 6;
  }

  private static long bit(int ordinal) {
    return 1L << ordinal;
  }
}
