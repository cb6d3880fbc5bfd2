package org.genogate.gateway.portal;

import org.jspecify.annotations.Nullable;

/// The code of a one-time link, as people hand it in.
final class SignInCode {

  /// Unknown, used and expired are told alike: a thief of an old link learns nothing.
  static final String REFUSED = "This code does not open anything. It works once, for 15 minutes";

  private SignInCode() {}

  /// Without script people copy the code from the address, and some copy all of the address.
  static String typed(@Nullable String text) {
    if (text == null) {
      return "";
    }
    return text.substring(text.lastIndexOf('#') + 1).strip();
  }
}
