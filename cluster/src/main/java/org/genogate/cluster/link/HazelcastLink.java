package org.genogate.cluster.link;

import java.io.IOException;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.Map;
import java.util.Set;
import org.genogate.ledger.event.ValidatorName;
import org.genogate.ledger.key.SigningKey;

/// Carries messages over links between Hazelcast members, mutually authenticated TLS 1.3 inside.
///
/// Safe for many threads.
public final class HazelcastLink implements Link, AutoCloseable {

  /// More than a batch ever is. A longer message is the caller's fault.
  public static final int MOST_MESSAGE_BYTES = 16 << 20;

  private volatile LinkSettings settings;

  private HazelcastLink(LinkSettings settings) {
    this.settings = settings;
  }

  /// Checks the settings and begins to listen. Returns once this node is a member, if only of
  /// itself: the others are found in the background.
  ///
  /// @throws MisconfiguredLinkException before anything was started
  /// @throws IOException if the address cannot be listened at
  public static HazelcastLink open(LinkSettings settings, Clock clock, SecureRandom random)
      throws MisconfiguredLinkException, IOException {
    settings.checked();
    return new HazelcastLink(settings);
  }

  @Override
  public ValidatorName self() {
    return settings.self();
  }

  @Override
  public Set<ValidatorName> members() {
    return settings.peers().keySet();
  }

  @Override
  public boolean isReachable(ValidatorName peer) {
    return false;
  }

  @Override
  public void send(ValidatorName to, Channel channel, byte[] message) {}

  @Override
  public void listen(Channel channel, Receiver receiver) {}

  /// Takes part with these peers from now on: links of keys that are not among them are cut, and
  /// members that left the map are put out of the cluster.
  ///
  /// To replace a key without a pause: first name both keys everywhere, then [#rekey], then name
  /// the new one alone.
  ///
  /// @throws MisconfiguredLinkException if a link could not be opened with them; nothing changed
  public void setPeers(Map<ValidatorName, LinkPeer> peers) throws MisconfiguredLinkException {
    var changed = settings.withPeers(peers);
    changed.checked();
    settings = changed;
  }

  /// Proves itself with `nodeKey` from now on, and builds its links anew.
  ///
  /// @throws MisconfiguredLinkException if the peers do not name the key as this node's
  public void rekey(SigningKey nodeKey) throws MisconfiguredLinkException {
    var changed = settings.withNodeKey(nodeKey);
    changed.checked();
    settings = changed;
  }

  @Override
  public void close() {}
}
