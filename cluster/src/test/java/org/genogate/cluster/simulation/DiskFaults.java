package org.genogate.cluster.simulation;

/// How a simulated disk misbehaves.
///
/// @param failing how likely any access fails with an error, having happened or not
/// @param lyingForce whether a force returns without having made anything durable
/// @param forgetfulKeep whether what is kept is as it was before when the power goes
public record DiskFaults(double failing, boolean lyingForce, boolean forgetfulKeep) {

  public static DiskFaults none() {
    return new DiskFaults(0, false, false);
  }
}
