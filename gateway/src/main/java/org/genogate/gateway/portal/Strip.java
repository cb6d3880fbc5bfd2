package org.genogate.gateway.portal;

import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.time.format.TextStyle;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.genogate.gateway.access.PatientDesk.AccessOutcome;
import org.genogate.gateway.access.PatientDesk.AccessSummary;

/// Who looked in the last twelve months, one bar a month, this month last. Months are those of UTC.
///
/// @param words the same for those who do not see the bars
public record Strip(List<Bar> bars, String words) {

  private static final int MONTHS = 12;

  /// Of the highest bar, in CSS pixels.
  private static final int FULL_HEIGHT = 64;

  /// One use beside a month of thousands must still be seen.
  private static final int LEAST_HEIGHT = 6;

  public Strip {
    bars = List.copyOf(bars);
  }

  /// One month.
  ///
  /// @param usesHeight in CSS pixels
  /// @param refusedHeight in CSS pixels, on top of the uses
  public record Bar(YearMonth month, long uses, long refused, int usesHeight, int refusedHeight) {

    /// `Mar`.
    public String label() {
      return month.getMonth().getDisplayName(TextStyle.SHORT, Locale.US);
    }

    public int height() {
      return FULL_HEIGHT;
    }

    public int usesTop() {
      return FULL_HEIGHT - usesHeight;
    }

    public int refusedTop() {
      return usesTop() - refusedHeight;
    }
  }

  static Strip of(List<AccessSummary> accesses, Instant now) {
    YearMonth first = monthOf(now).minusMonths(MONTHS - 1);
    long[] uses = new long[MONTHS];
    long[] refused = new long[MONTHS];
    for (AccessSummary access : accesses) {
      int month = monthsBetween(first, monthOf(access.at()));
      if (month >= 0 && month < MONTHS) {
        (access.outcome() == AccessOutcome.REFUSED ? refused : uses)[month]++;
      }
    }
    long highest = 1;
    for (int month = 0; month < MONTHS; month++) {
      highest = Math.max(highest, uses[month] + refused[month]);
    }
    var bars = new ArrayList<Bar>();
    for (int month = 0; month < MONTHS; month++) {
      bars.add(
          new Bar(
              first.plusMonths(month),
              uses[month],
              refused[month],
              height(uses[month], highest),
              height(refused[month], highest)));
    }
    return new Strip(bars, words(bars));
  }

  public boolean anyRefused() {
    return bars.stream().anyMatch(bar -> bar.refused() > 0);
  }

  /// Two parts of one bar each get the least height, so scale to what then remains.
  private static int height(long count, long highest) {
    if (count == 0) {
      return 0;
    }
    int room = FULL_HEIGHT - 2 * LEAST_HEIGHT;
    return LEAST_HEIGHT + (int) (room * count / highest);
  }

  private static String words(List<Bar> bars) {
    var words = new StringBuilder("Uses of your data by month.");
    for (Bar bar : bars) {
      if (bar.uses() + bar.refused() > 0) {
        words
            .append(' ')
            .append(bar.month().getMonth().getDisplayName(TextStyle.FULL, Locale.UK))
            .append(' ')
            .append(bar.month().getYear())
            .append(": ")
            .append(PlainWords.count(bar.uses(), "use", "uses"));
        if (bar.refused() > 0) {
          words.append(", ").append(bar.refused()).append(" refused");
        }
        words.append('.');
      }
    }
    return words.append(" No other month has any.").toString();
  }

  private static YearMonth monthOf(Instant instant) {
    return YearMonth.from(instant.atOffset(ZoneOffset.UTC));
  }

  private static int monthsBetween(YearMonth first, YearMonth month) {
    return (int) ChronoUnit.MONTHS.between(first, month);
  }
}
