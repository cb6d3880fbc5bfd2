package org.genogate.cluster.link;

import com.hazelcast.cluster.Address;
import com.hazelcast.cluster.MembershipEvent;
import com.hazelcast.cluster.MembershipListener;
import com.hazelcast.config.ListenerConfig;
import com.hazelcast.core.HazelcastException;
import com.hazelcast.core.HazelcastInstance;
import com.hazelcast.core.LifecycleEvent.LifecycleState;
import com.hazelcast.instance.EndpointQualifier;
import com.hazelcast.instance.impl.HazelcastInstanceFactory;
import com.hazelcast.instance.impl.Node;
import com.hazelcast.topic.ITopic;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.genogate.ledger.event.ValidatorName;

/// One run of the Hazelcast member.
final class Member {

  private final HazelcastInstance instance;
  private final Node node;
  private final Map<ValidatorName, ITopic<byte[]>> topics = new ConcurrentHashMap<>();

  private Member(HazelcastInstance instance, Node node) {
    this.instance = instance;
    this.node = node;
  }

  /// Returns once it has joined the others, or nobody was there.
  ///
  /// @param received takes each frame; called by one thread
  /// @param changed called when members came or went
  static Member start(
      LinkSettings settings, TlsChannels channels, Consumer<byte[]> received, Runnable changed)
      throws IOException {
    var context = new SecuredContext(channels);
    var config = MemberConfig.of(settings, channels.trust().peers());
    config.addListenerConfig(
        new ListenerConfig(
            new MembershipListener() {
              @Override
              public void memberAdded(MembershipEvent event) {
                changed.run();
              }

              @Override
              public void memberRemoved(MembershipEvent event) {
                changed.run();
              }
            }));
    try {
      var instance =
          HazelcastInstanceFactory.newHazelcastInstance(config, config.getInstanceName(), context);
      var member = new Member(instance, context.node());
      member.listen(settings.self(), received, changed);
      return member;
    } catch (HazelcastException | IllegalStateException e) {
      throw new IOException("cannot begin to listen at " + settings.bind(), e);
    }
  }

  private void listen(ValidatorName self, Consumer<byte[]> received, Runnable changed) {
    try {
      topic(self).addMessageListener(message -> received.accept(message.getMessageObject()));
    } catch (HazelcastException e) {
      terminate();
      throw e;
    }
    instance
        .getLifecycleService()
        .addLifecycleListener(event -> {
          if (event.getState() == LifecycleState.MERGED) {
            changed.run();
          }
        });
  }

  boolean isRunning() {
    return instance.getLifecycleService().isRunning();
  }

  void publish(ValidatorName to, byte[] frame) {
    topic(to).publish(frame);
  }

  private ITopic<byte[]> topic(ValidatorName name) {
    return topics.computeIfAbsent(name, n -> instance.getTopic(MemberConfig.TOPIC + n));
  }

  /// The members that are peers, at their addresses and by their names. Others are put out.
  Map<ValidatorName, UUID> peers(PeerTable peers) {
    var found = new HashMap<ValidatorName, UUID>();
    for (var member : instance.getCluster().getMembers()) {
      if (member.localMember()) {
        continue;
      }
      var peer = peers.at(member.getAddress());
      if (peer.isPresent()
          && peer.get().name().value().equals(member.getAttribute(SecuredContext.NAME))) {
        found.put(peer.get().name(), member.getUuid());
      } else {
        // Cutting its links alone would leave it listed for many seconds.
        node.getClusterService().suspectMember(member, "not a peer", true);
      }
    }
    return Map.copyOf(found);
  }

  void joinBy(List<String> members) {
    node.getConfig().getAdvancedNetworkConfig().getJoin().getTcpIpConfig().setMembers(members);
  }

  void reconnect(Iterable<Address> addresses) {
    var manager = node.getServer().getConnectionManager(EndpointQualifier.MEMBER);
    for (var address : addresses) {
      manager.getOrConnect(address);
    }
  }

  /// At once: the others see its links end.
  void terminate() {
    instance.getLifecycleService().terminate();
  }
}
