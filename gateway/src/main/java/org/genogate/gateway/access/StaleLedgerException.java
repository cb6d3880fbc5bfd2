package org.genogate.gateway.access;

import java.io.IOException;

/// This node cannot know whether somebody has withdrawn consent meanwhile, so it hands out nothing.
public final class StaleLedgerException extends IOException {

  private static final long serialVersionUID = 1L;

  StaleLedgerException() {
    super("the ledger here may be behind the others");
  }
}
