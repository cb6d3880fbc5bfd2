package org.genogate.ledger;

/// The operator's key is not on this node: it lies with the node that began the log.
public final class NoOperatorKeyException extends Exception {

  private static final long serialVersionUID = 1L;

  NoOperatorKeyException() {
    super("the operator's key is not on this node, but on the one that began the log");
  }
}
