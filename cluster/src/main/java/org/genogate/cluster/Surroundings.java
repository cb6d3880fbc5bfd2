package org.genogate.cluster;

import java.time.Clock;
import java.util.List;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import org.genogate.cluster.finality.Cosigner;
import org.genogate.cluster.finality.FinalityListener;
import org.genogate.cluster.finality.SignedMemory;
import org.genogate.cluster.link.Link;
import org.genogate.ledger.checkpoint.VerifierKey;

/// What a node has of its own.
///
/// @param cosigners in the order of their lines
/// @param ownKey of the first of them
/// @param halt ends the process on the spot when its disk, or the log on it, has failed: peers must
///   not hear of what may not be durable, nor follow a leader that takes nothing
/// @param alarms told what should not happen
/// @param peers told whom to keep links with
public record Surroundings(
    Link link,
    List<Cosigner> cosigners,
    VerifierKey ownKey,
    SignedMemory signed,
    KeyCourier keys,
    Clock wall,
    RandomGenerator random,
    Consumer<Throwable> halt,
    FinalityListener alarms,
    PeersListener peers) {
  public Surroundings {
    cosigners = List.copyOf(cosigners);
  }
}
