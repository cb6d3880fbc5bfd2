package org.genogate.gateway.campaign;

/// What is done to the nodes.
enum Fault {
  KILL_LEADER(Needs.NOTHING),
  KILL_FOLLOWER(Needs.NOTHING),
  KILL_ALL(Needs.NOTHING),
  STOP_LEADER(Needs.NOTHING),
  STOP_FOLLOWER(Needs.NOTHING),
  STOP_ALL(Needs.NOTHING),
  CUT_LEADER(Needs.NETWORK),
  CUT_FOLLOWER(Needs.NETWORK),
  CUT_BETWEEN_TWO(Needs.NETWORK),
  CUT_ONE_WAY(Needs.NETWORK),
  FULL_DISK(Needs.MOUNT),
  SLOW_DISK(Needs.STRACE),
  SLOW_DISK_OF_ALL(Needs.STRACE),
  CLOCK_JUMP(Needs.FAKETIME);

  /// What the machine must have for it.
  enum Needs {
    NOTHING,
    NETWORK,
    MOUNT,
    STRACE,
    FAKETIME
  }

  private final Needs needs;

  Fault(Needs needs) {
    this.needs = needs;
  }

  Needs needs() {
    return needs;
  }
}
