package org.genogate.gateway.access;

import org.genogate.genomics.mask.Visibility;

/// What an answer may show, as consent stood at one version.
///
/// @param ledgerSize entries committed then; each row carries it, so that "withdrawn midway" and
///   "not called" are never confused
record Mask(Visibility visibility, long consentVersion, long ledgerSize) {

  /// Whether nothing that `earlier` showed is hidden now.
  boolean showsAllOf(Mask earlier) {
    return visibility.holds(earlier.visibility);
  }

  boolean hidesAll() {
    return visibility.permitted().isEmpty();
  }

  /// What both masks show, as of `now`. A mask never grows: a grant does not enter a stream that is
  /// under way.
  Mask shrunkTo(Mask now) {
    return new Mask(visibility.intersect(now.visibility), now.consentVersion, now.ledgerSize);
  }
}
