package org.genogate.gateway.portal;

import java.util.List;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import org.genogate.gateway.access.PatientDesk.AccessSummary;

/// Some of a person's accesses, newest first.
///
/// A page goes on after a named access and not at a number, so accesses that come meanwhile shift
/// nothing.
///
/// @param next the access after which the next page begins; empty if this is the last
record AccessPage(List<AccessSummary> accesses, String next) {

  private static final int USUAL = 100;

  /// About 400 kB of JSON.
  private static final int MOST = 1000;

  AccessPage {
    accesses = List.copyOf(accesses);
  }

  /// @param limit as it was sent; empty for the usual number
  /// @param before the last access of the page before; empty for the first page
  /// @throws org.genogate.gateway.http.ProblemException 400 if either makes no sense
  static AccessPage of(List<AccessSummary> all, String limit, String before) {
    int size = limit.isEmpty() ? USUAL : size(limit);
    int first = before.isEmpty() ? 0 : after(all, before);
    int last = Math.min(first + size, all.size());
    String next = last < all.size() ? all.get(last - 1).id().toString() : "";
    return new AccessPage(all.subList(first, last), next);
  }

  private static int size(String text) {
    int size;
    try {
      size = Integer.parseInt(text);
    } catch (NumberFormatException e) {
      size = 0;
    }
    if (size < 1 || size > MOST) {
      throw StrictJson.malformed("limit is 1 to " + MOST);
    }
    return size;
  }

  private static int after(List<AccessSummary> all, String id) {
    OptionalInt index =
        IntStream.range(0, all.size())
            .filter(i -> all.get(i).id().toString().equals(id))
            .findFirst();
    return index.orElseThrow(() -> StrictJson.malformed("before is an access of an earlier page"))
        + 1;
  }
}
