package org.genogate.ledger.event;

import java.util.Set;

/// So many different holders of keys of one role.
///
/// @param count from 1 to [#MOST_HOLDERS]
public record Endorsement(KeyRole role, int count) {

  /// Fewer than an entry has signatures.
  public static final int MOST_HOLDERS = 15;

  private static final Set<KeyRole> ROLES =
      Set.of(KeyRole.OPERATOR, KeyRole.CUSTODIAN, KeyRole.COMMITTEE, KeyRole.REQUESTER);

  public Endorsement {
    if (!ROLES.contains(role)) {
      throw new IllegalArgumentException("keys of role " + role + " endorse nothing");
    }
    if (count < 1 || count > MOST_HOLDERS) {
      throw new IllegalArgumentException(
          "an endorsement is of 1 to %d holders, not %d".formatted(MOST_HOLDERS, count));
    }
  }
}
