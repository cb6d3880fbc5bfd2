package org.genogate.ledger.event;

/// Whether an access rests on a release.
public sealed interface ByRelease {

  /// On consent alone.
  record None() implements ByRelease {}

  /// On this one too.
  record Named(ReleaseId release) implements ByRelease {}
}
