package org.genogate.ledger.state;

/// Carries a broken rule from where it is found to the verdict; leaves this package never.
final class BrokenRuleException extends Exception {

  private static final long serialVersionUID = 1L;

  BrokenRuleException(String reason) {
    super(reason);
  }

  static void unless(boolean kept, String reason) throws BrokenRuleException {
    if (!kept) {
      throw new BrokenRuleException(reason);
    }
  }
}
