package org.genogate.ledger.consent;

/// Names a part of the genome that a person may hold back. What it covers, the ledger does not
/// know.
public record RegionLabel(String text) implements Comparable<RegionLabel> {

  /// Long enough for any configured name; what is longer is a mistake.
  static final int MAX_LENGTH = 100;

  public RegionLabel {
    if (text.isBlank() || text.length() > MAX_LENGTH) {
      throw new IllegalArgumentException(
          "a region label has 1 to %d characters, not %d".formatted(MAX_LENGTH, text.length()));
    }
  }

  @Override
  public int compareTo(RegionLabel other) {
    return text.compareTo(other.text);
  }

  @Override
  public String toString() {
    return text;
  }
}
