package org.genogate.genomics.source;

/// Reads the GT of every sample of a line.
///
/// Spec: [VCF 4.3, section 1.6.2](https://samtools.github.io/hts-specs/VCFv4.3.pdf)
final class GenotypeText {

  private final TextLines lines;
  private final int samples;
  private final Calls calls;

  private byte[] bytes = new byte[0];
  private int position;
  private int end;

  GenotypeText(TextLines lines, int samples) {
    this.lines = lines;
    this.samples = samples;
    this.calls = new Calls(samples);
  }

  /// @param from where the first sample's column begins in the current line
  /// @param alleles the number of alleles, REF among them
  Calls read(int from, int alleles) throws MalformedVcfException {
    bytes = lines.bytes();
    position = from;
    end = lines.end();
    for (int sample = 0; sample < samples; sample++) {
      if (!usual(sample, alleles)) {
        genotype(sample, alleles);
        skipOtherFields();
        separator(sample);
      }
    }
    return calls;
  }

  /// Reads a column such as `0|1` that another follows: nearly all are like this. False, and
  /// nothing read, for any other.
  private boolean usual(int sample, int alleles) {
    if (position + 3 >= end || bytes[position + 3] != '\t' || sample == samples - 1) {
      return false;
    }
    int first = bytes[position] - '0';
    int second = bytes[position + 2] - '0';
    int limit = Math.min(alleles, 10);
    byte between = bytes[position + 1];
    if (first < 0 || first >= limit || second < 0 || second >= limit) {
      return false;
    }
    if (between != '|' && between != '/') {
      return false;
    }
    calls.set(sample, first, second, between == '|');
    position += 4;
    return true;
  }

  /// What a record without GT says: nothing was called. The columns are counted all the same.
  Calls readUncalled(int from) throws MalformedVcfException {
    bytes = lines.bytes();
    position = from;
    end = lines.end();
    for (int sample = 0; sample < samples; sample++) {
      calls.set(sample, Calls.MISSING, Calls.MISSING, false);
      skipColumn();
      separator(sample);
    }
    return calls;
  }

  private void genotype(int sample, int alleles) throws MalformedVcfException {
    int first = allele(sample, alleles);
    int next = position < end ? bytes[position] : '\t';
    if (next != '/' && next != '|') {
      calls.set(sample, first, Calls.ABSENT, true);
      return;
    }
    position++;
    int second = allele(sample, alleles);
    if (position < end && (bytes[position] == '/' || bytes[position] == '|')) {
      throw malformed(sample, "has more than two alleles; one or two are supported");
    }
    calls.set(sample, first, second, next == '|');
  }

  private int allele(int sample, int alleles) throws MalformedVcfException {
    if (position < end && bytes[position] == '.') {
      position++;
      return Calls.MISSING;
    }
    int from = position;
    int value = 0;
    while (position < end && bytes[position] >= '0' && bytes[position] <= '9') {
      value = 10 * value + (bytes[position++] - '0');
      if (value >= alleles) {
        throw malformed(sample, "has an allele that its record does not list");
      }
    }
    if (position == from) {
      throw malformed(sample, "has no genotype such as 0/1, 0|1, 1 or . in its GT");
    }
    return value;
  }

  private void skipOtherFields() {
    if (position < end && bytes[position] == ':') {
      skipColumn();
    }
  }

  private void skipColumn() {
    while (position < end && bytes[position] != '\t') {
      position++;
    }
  }

  private void separator(int sample) throws MalformedVcfException {
    boolean last = sample == samples - 1;
    if (last ? position != end : position >= end || bytes[position] != '\t') {
      throw position >= end
          ? malformed(sample, "is the last, where %d samples are wanted".formatted(samples))
          : malformed(sample, "has something else than a genotype in its GT, or is not the last");
    }
    position++;
  }

  private MalformedVcfException malformed(int sample, String what) {
    return lines.malformed("sample column %d %s".formatted(sample + 1, what));
  }
}
