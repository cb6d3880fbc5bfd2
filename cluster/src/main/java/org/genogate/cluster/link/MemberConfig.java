package org.genogate.cluster.link;

import com.hazelcast.cluster.Address;
import com.hazelcast.config.AdvancedNetworkConfig;
import com.hazelcast.config.Config;
import com.hazelcast.config.ServerSocketEndpointConfig;
import com.hazelcast.config.TopicConfig;
import com.hazelcast.instance.EndpointQualifier;
import com.hazelcast.instance.ProtocolType;
import java.util.List;
import java.util.Set;
import org.genogate.ledger.event.ValidatorName;

/// A Hazelcast member with everything off that we do not use.
final class MemberConfig {

  /// What a topic's name begins with; the name of the one member that listens follows.
  static final String TOPIC = "genogate/";

  /// Switches without a setter of their own.
  private static final List<String[]> PROPERTIES =
      List.of(
          new String[] {"hazelcast.phone.home.enabled", "false"},
          new String[] {"hazelcast.shutdownhook.enabled", "false"},
          new String[] {"hazelcast.logging.type", "slf4j"},
          new String[] {"hazelcast.health.monitoring.level", "OFF"},
          new String[] {"hazelcast.socket.bind.any", "false"},
          new String[] {"hazelcast.socket.client.bind.any", "false"},
          // Failure detection is the consensus layer's: with 5 s two healthy members put each
          // other out while a third was frozen.
          new String[] {"hazelcast.max.no.heartbeat.seconds", "60"},
          new String[] {"hazelcast.operation.call.timeout.millis", "10000"},
          // Nothing is stored here, so parts of a cluster may come together again at once.
          new String[] {"hazelcast.merge.first.run.delay.seconds", "2"},
          new String[] {"hazelcast.merge.next.run.delay.seconds", "2"},
          new String[] {"hazelcast.wait.seconds.before.join", "0"},
          new String[] {"hazelcast.max.wait.seconds.before.join", "0"},
          new String[] {"hazelcast.partition.count", "11"},
          new String[] {"hazelcast.operation.thread.count", "2"},
          new String[] {"hazelcast.operation.generic.thread.count", "2"},
          new String[] {"hazelcast.event.thread.count", "1"},
          // Peers that keep to their window never fill it.
          new String[] {"hazelcast.event.queue.capacity", "131072"});

  private MemberConfig() {}

  static Config of(LinkSettings settings, PeerTable peers) {
    var config = new Config();
    config.setClusterName(settings.clusterName());
    config.setInstanceName(settings.self() + "@" + settings.bind());
    config.setClassLoader(new NarrowLoader(MemberConfig.class.getClassLoader()));
    config.getMemberAttributeConfig().setAttribute(SecuredContext.NAME, settings.self().value());
    PROPERTIES.forEach(property -> config.setProperty(property[0], property[1]));
    // Peers check the host that a connection comes from. Behind a translation of addresses that
    // one is not this host's own, and cannot be bound to.
    boolean seenAsItIs =
        peers
            .named(settings.self())
            .filter(own -> own.host().equals(settings.bind().getAddress()))
            .isPresent();
    config.setProperty("hazelcast.socket.client.bind", Boolean.toString(seenAsItIs));
    config.getMetricsConfig().setEnabled(false);
    config.getJetConfig().setEnabled(false).setResourceUploadEnabled(false);
    config.getNamespacesConfig().setEnabled(false);
    config
        .getManagementCenterConfig()
        .setScriptingEnabled(false)
        .setConsoleEnabled(false)
        .setDataAccessEnabled(false);
    config.addTopicConfig(new TopicConfig(TOPIC + "*").setStatisticsEnabled(false));
    config
        .getSerializationConfig()
        .setAllowUnsafe(false)
        .setCheckClassDefErrors(true)
        .setJavaSerializationFilterConfig(Deserializable.filter());
    config.setAdvancedNetworkConfig(network(settings, peers));
    return config;
  }

  private static AdvancedNetworkConfig network(LinkSettings settings, PeerTable peers) {
    var network = new AdvancedNetworkConfig().setEnabled(true);
    network.getJoin().getAutoDetectionConfig().setEnabled(false);
    network.getJoin().getMulticastConfig().setEnabled(false);
    network
        .getJoin()
        .getTcpIpConfig()
        .setEnabled(true)
        .setConnectionTimeoutSeconds(2)
        .setMembers(members(settings.self(), peers));
    var endpoint = new ServerSocketEndpointConfig();
    endpoint.setProtocolType(ProtocolType.MEMBER).setName(EndpointQualifier.MEMBER.getIdentifier());
    endpoint.setPort(settings.bind().getPort()).setPortAutoIncrement(false).setReuseAddress(true);
    endpoint
        .getInterfaces()
        .setEnabled(true)
        .addInterface(settings.bind().getAddress().getHostAddress());
    peers.named(settings.self()).ifPresent(own -> endpoint.setPublicAddress(text(own.address())));
    network.setMemberEndpointConfig(endpoint);
    return network;
  }

  /// The others, as the list to join by.
  static List<String> members(ValidatorName self, PeerTable peers) {
    Set<Address> own =
        Set.copyOf(peers.named(self).map(PeerTable.Entry::address).stream().toList());
    return peers.addresses().stream()
        .filter(a -> !own.contains(a))
        .map(MemberConfig::text)
        .toList();
  }

  private static String text(Address address) {
    var host = address.getHost();
    return (host.indexOf(':') >= 0 ? "[" + host + "]" : host) + ":" + address.getPort();
  }
}
