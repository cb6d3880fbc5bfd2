package org.genogate.cluster.process;

import java.util.EnumSet;
import java.util.Set;

/// What is done to the nodes.
enum Fault {
  KILL_LEADER,
  KILL_FOLLOWER,
  KILL_ALL,
  STOP_LEADER,
  STOP_FOLLOWER,
  STOP_ALL,
  SPOIL_TILES,
  CUT_LEADER,
  CUT_FOLLOWER,
  CUT_BETWEEN_TWO,
  CUT_ONE_WAY,
  BUSY_DISK,
  FULL_DISK;

  static Set<Fault> ofProcesses() {
    return EnumSet.range(KILL_LEADER, SPOIL_TILES);
  }

  static Set<Fault> ofNetwork() {
    return EnumSet.range(CUT_LEADER, CUT_ONE_WAY);
  }
}
