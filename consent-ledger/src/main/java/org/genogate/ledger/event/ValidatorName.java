package org.genogate.ledger.event;

import java.util.regex.Pattern;

/// What a node of the validator set is called: in the policy, in its certificate, in what it signs.
///
/// @param value 1 to 64 of `a-z`, `0-9`, `.` and `-`, beginning with a letter or digit
public record ValidatorName(String value) implements Comparable<ValidatorName> {

  private static final Pattern SHAPE = Pattern.compile("[a-z0-9][a-z0-9.-]{0,63}");

  public ValidatorName {
    if (!SHAPE.matcher(value).matches()) {
      throw new IllegalArgumentException("a validator's name is 1 to 64 of a-z, 0-9, . and -");
    }
  }

  @Override
  public int compareTo(ValidatorName other) {
    return value.compareTo(other.value);
  }

  @Override
  public String toString() {
    return value;
  }
}
