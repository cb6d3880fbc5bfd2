package org.genogate.gateway.identity;

import java.util.Locale;

/// A bearer token that identifies nobody here. Holds nothing of the token.
public final class RefusedTokenException extends Exception {

  private static final long serialVersionUID = 1L;

  private final Fault fault;

  public RefusedTokenException(Fault fault) {
    super(fault.title());
    this.fault = fault;
  }

  public Fault fault() {
    return fault;
  }

  /// What is wrong with a token. The caller may know: none of it depends on what is held here.
  public enum Fault {
    TOKEN_MISSING("no bearer token was sent"),
    TOKEN_REPEATED("more than one authorization field was sent"),
    TOKEN_TOO_LONG("the token is longer than 8 KiB"),
    TOKEN_MALFORMED("the token is not three parts of base64url with JSON objects"),
    DUPLICATE_CLAIM("a name occurs twice in the token"),
    ALGORITHM_REFUSED("the token is not signed with ES256"),
    HEADER_REFUSED("the token's header has a field that is not understood here"),
    KEY_UNNAMED("the token names no key"),
    KEY_UNKNOWN("the issuer has no key of that name"),
    KEYS_UNREADABLE("the issuer's keys cannot be read at the moment"),
    SIGNATURE_INVALID("the signature is not by the named key"),
    ISSUER_UNKNOWN("the token's issuer is not trusted here"),
    AUDIENCE_OTHER("the token is meant for another service"),
    EXPIRED("the token has expired"),
    NOT_YET_VALID("the token is not valid yet"),
    LIFETIME_TOO_LONG("the token is valid for more than 24 hours"),
    CLAIM_MALFORMED("a claim is missing or not of the kind wanted"),
    ROLE_UNKNOWN("the token's role is not known here"),
    ORGANISATION_UNKNOWN("the token's organisation is not known here"),
    PROJECT_FOREIGN("the token's project is not one of its organisation");

    private final String title;

    Fault(String title) {
      this.title = title;
    }

    public String title() {
      return title;
    }

    /// As it stands in a problem document: `key-unknown`.
    public String code() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }
}
