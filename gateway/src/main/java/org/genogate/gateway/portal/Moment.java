package org.genogate.gateway.portal;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Locale;

/// An instant as the pages write it: in UTC, which is said wherever a time of day stands. A small
/// optional script rewrites it in the reader's own zone.
public record Moment(Instant instant) {

  private static final DateTimeFormatter DAY = formatter("d MMMM uuuu");
  private static final DateTimeFormatter MINUTE = formatter("d MMM uuuu, HH:mm 'UTC'");
  private static final DateTimeFormatter SECOND = formatter("HH:mm:ss 'UTC'");

  /// How much of an instant is shown.
  public enum Detail {
    DAY,
    MINUTE,
    SECOND
  }

  public String iso() {
    return instant.truncatedTo(ChronoUnit.SECONDS).toString();
  }

  public String text(Detail detail) {
    return switch (detail) {
      case DAY -> DAY.format(instant);
      case MINUTE -> MINUTE.format(instant);
      case SECOND -> SECOND.format(instant);
    };
  }

  private static DateTimeFormatter formatter(String pattern) {
    return DateTimeFormatter.ofPattern(pattern, Locale.UK).withZone(ZoneOffset.UTC);
  }
}
