package org.genogate.gateway.tlog;

import java.util.Optional;
import java.util.regex.Pattern;

/// The end of a tile's path: its number in groups of three digits, and how much of it is asked for.
///
/// `x001/x234/067` is tile 1,234,067; `001.p/44` the first 44 of tile 1.
///
/// @param width 1 to 256; 256 is a full tile
record TileName(long number, int width) {

  static final int FULL = 256;

  private static final Pattern FORM =
      Pattern.compile("(?<groups>(?:x[0-9]{3}/){0,5}[0-9]{3})(?:\\.p/(?<width>[1-9][0-9]{0,2}))?");

  /// Empty for anything that is not the one way to write a tile.
  static Optional<TileName> parse(String text) {
    var match = FORM.matcher(text);
    if (!match.matches() || text.startsWith("x000/")) {
      return Optional.empty();
    }
    var partial = match.group("width");
    int width = partial == null ? FULL : Integer.parseInt(partial);
    if (partial != null && width >= FULL) {
      return Optional.empty();
    }
    var digits = match.group("groups").replace("x", "").replace("/", "");
    return Optional.of(new TileName(Long.parseLong(digits), width));
  }
}
