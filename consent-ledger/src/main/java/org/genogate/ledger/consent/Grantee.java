package org.genogate.ledger.consent;

/// To whom a grant or denial is addressed.
public sealed interface Grantee {

  record Anyone() implements Grantee {}

  /// Everybody of one organisation.
  record Organisation(String id) implements Grantee {
    public Organisation {
      requireId(id);
    }
  }

  /// One requester.
  record Requester(String id) implements Grantee {
    public Requester {
      requireId(id);
    }
  }

  default boolean includes(Asking who) {
    return switch (this) {
      case Anyone _ -> true;
      case Organisation(var id) -> id.equals(who.organisation());
      case Requester(var id) -> id.equals(who.requester());
    };
  }

  private static void requireId(String id) {
    if (id.isBlank()) {
      throw new IllegalArgumentException("a grantee's id is not blank");
    }
  }
}
