package org.genogate.ledger.consent;

import java.util.Arrays;

/// A set of people under construction. Not for more than one thread.
final class PeopleBits {

  private long[] words;

  PeopleBits() {
    this.words = new long[PeopleSet.CHUNK_WORDS];
  }

  /// @throws IndexOutOfBoundsException if `ordinal` is negative
  void add(int ordinal) {
    int word = ordinal >> 6;
    ensure(word + 1);
    words[word] |= 1L << ordinal;
  }

  void addAll(PeopleSet people) {
    ensure(people.chunkCount() * PeopleSet.CHUNK_WORDS);
    for (int i = 0; i < people.chunkCount(); i++) {
      if (people.isEmptyChunk(i)) {
        continue;
      }
      var chunk = people.chunk(i);
      int start = i * PeopleSet.CHUNK_WORDS;
      for (int w = 0; w < PeopleSet.CHUNK_WORDS; w++) {
        words[start + w] |= chunk[w];
      }
    }
  }

  PeopleSet toSet() {
    return PeopleSet.ofWords(words);
  }

  private void ensure(int length) {
    if (length > words.length) {
      words = Arrays.copyOf(words, Math.max(length, words.length * 2));
    }
  }
}
