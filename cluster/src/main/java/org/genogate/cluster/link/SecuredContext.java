package org.genogate.cluster.link;

import com.hazelcast.config.EndpointConfig;
import com.hazelcast.instance.EndpointQualifier;
import com.hazelcast.instance.impl.DefaultNodeContext;
import com.hazelcast.instance.impl.DefaultNodeExtension;
import com.hazelcast.instance.impl.Node;
import com.hazelcast.instance.impl.NodeExtension;
import com.hazelcast.internal.cluster.impl.JoinMessage;
import com.hazelcast.internal.cluster.impl.JoinRequest;
import com.hazelcast.internal.networking.Channel;
import com.hazelcast.internal.networking.ChannelInitializer;
import com.hazelcast.internal.server.ServerContext;
import com.hazelcast.internal.server.tcp.ChannelInitializerFunction;
import java.util.function.Function;
import org.genogate.ledger.event.ValidatorName;
import org.jspecify.annotations.Nullable;

/// A Hazelcast member whose links are ours: TLS on each, and nobody joins but the peer that its
/// link proved.
///
/// Hazelcast Community has no TLS. The hooks are internal to it, so its version is pinned, and the
/// tests with strangers decide on another one.
final class SecuredContext extends DefaultNodeContext {

  /// The member attribute with the name of a node.
  static final String NAME = "genogate.validator";

  private final TlsChannels channels;
  private volatile @Nullable Node node;

  SecuredContext(TlsChannels channels) {
    this.channels = channels;
  }

  @Override
  public NodeExtension createNodeExtension(Node node) {
    this.node = node;
    return new Extension(node, channels);
  }

  /// @throws IllegalStateException if no member was made yet
  Node node() {
    var made = node;
    if (made == null) {
      throw new IllegalStateException("no member was made yet");
    }
    return made;
  }

  private static final class Extension extends DefaultNodeExtension {

    private final TlsChannels channels;

    Extension(Node node, TlsChannels channels) {
      super(node);
      this.channels = channels;
    }

    @Override
    public Function<EndpointQualifier, ChannelInitializer> createChannelInitializerFn(
        ServerContext serverContext) {
      var secured = new Initializers(serverContext, node, channels);
      secured.init();
      return secured;
    }

    /// Asked by the oldest member for each that wants to join.
    @Override
    public void validateJoinRequest(JoinMessage message) {
      super.validateJoinRequest(message);
      if (!(message instanceof JoinRequest request) || !belongs(request)) {
        channels.strangers().refused("a member that is not who it says", message.getAddress());
        throw new SecurityException("a member that is not who it says");
      }
    }

    private boolean belongs(JoinRequest request) {
      var claimed = request.getAttributes().get(NAME);
      var expected = channels.trust().peers().at(request.getAddress());
      var proven = channels.provenAt(request.getAddress());
      return claimed != null
          && expected.isPresent()
          && expected.get().name().value().equals(claimed)
          && proven.map(ValidatorName::value).filter(claimed::equals).isPresent();
    }
  }

  private static final class Initializers extends ChannelInitializerFunction {

    private final TlsChannels channels;

    Initializers(ServerContext context, Node node, TlsChannels channels) {
      super(context, node.getConfig());
      this.channels = channels;
    }

    @Override
    protected ChannelInitializer provideMemberChannelInitializer(EndpointConfig endpoint) {
      var plain = super.provideMemberChannelInitializer(endpoint);
      return channel -> channels.secure(channel, () -> plainly(plain, channel));
    }

    private static void plainly(ChannelInitializer plain, Channel channel) {
      try {
        plain.initChannel(channel);
      } catch (Exception e) {
        throw new IllegalStateException("a channel without Hazelcast's own handlers", e);
      }
    }
  }
}
