package org.genogate.gateway.campaign;

import org.genogate.ledger.event.Event;
import org.genogate.ledger.event.Event.ConsentRevoked.Scope;

/// What an entry of a ledger says, as far as a campaign asks.
sealed interface Fact {

  record Granted(String person, String consent) implements Fact {}

  record Denied(String person, String consent) implements Fact {}

  record Stopped(String person, String consent) implements Fact {}

  record StoppedAll(String person) implements Fact {}

  record Opened(String accessId) implements Fact {}

  record Other() implements Fact {}

  static Fact of(Event event) {
    return switch (event) {
      case Event.ConsentGranted granted ->
          new Granted(granted.person().toString(), granted.consent().toString());
      case Event.ConsentDenied denied ->
          new Denied(denied.person().toString(), denied.consent().toString());
      case Event.ConsentRevoked revoked ->
          switch (revoked.scope()) {
            case Scope.One(var consent) ->
                new Stopped(revoked.person().toString(), consent.toString());
            case Scope.EveryGrant() -> new StoppedAll(revoked.person().toString());
          };
      case Event.AccessOpened opened -> new Opened(opened.access().toString());
      default -> new Other();
    };
  }

  /// What must stand where `promise` was acknowledged.
  static Fact promised(Promise promise) {
    return switch (promise.kind()) {
      case GRANT -> new Granted(promise.person(), promise.consent());
      case DENY -> new Denied(promise.person(), promise.consent());
      case STOP_ONE -> new Stopped(promise.person(), promise.consent());
      case STOP_ALL -> new StoppedAll(promise.person());
    };
  }
}
