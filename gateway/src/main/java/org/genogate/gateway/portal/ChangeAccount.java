package org.genogate.gateway.portal;

import java.util.List;
import org.genogate.gateway.access.PatientDesk.Change;

/// What a change did, for the page that tells of it.
///
/// @param name what it concerned, as in the middle of a sentence
/// @param stillOpen names of permissions that go on allowing some or all of what was stopped
public record ChangeAccount(Kind kind, String name, Change change, List<String> stillOpen) {

  public ChangeAccount {
    stillOpen = List.copyOf(stillOpen);
  }

  /// What was asked for.
  public enum Kind {
    ALLOWED,
    STOPPED,
    /// A standing refusal was taken back.
    LIFTED,
    STOPPED_EVERYTHING
  }

  public Moment at() {
    return new Moment(change.at());
  }
}
