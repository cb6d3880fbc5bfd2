package org.genogate.cluster.link;

import static com.hazelcast.internal.networking.HandlerStatus.BLOCKED;
import static com.hazelcast.internal.networking.HandlerStatus.CLEAN;
import static com.hazelcast.internal.networking.HandlerStatus.DIRTY;
import static com.hazelcast.internal.nio.IOUtil.compactOrClear;

import com.hazelcast.internal.networking.HandlerStatus;
import com.hazelcast.internal.networking.OutboundHandler;
import java.nio.ByteBuffer;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult.HandshakeStatus;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/// Takes bytes from Hazelcast's own encoder through TLS to the socket.
final class TlsEncoder extends OutboundHandler<ByteBuffer, ByteBuffer> {

  /// Some records in one write.
  private static final int BUFFER_BYTES = 64 << 10;

  private final TlsChannel tls;
  private final SSLEngine engine;

  TlsEncoder(TlsChannel tls) {
    this.tls = tls;
    this.engine = tls.engine();
  }

  @Override
  public void handlerAdded() {
    initDstBuffer(BUFFER_BYTES);
  }

  @Override
  public HandlerStatus onWrite() {
    compactOrClear(dst);
    try {
      return tls.isFailed() ? sayWhyAndClose() : encode();
    } catch (SSLException e) {
      if (tls.isFailed()) {
        tls.closeLater("refused");
        return BLOCKED;
      }
      tls.fail(Refusal.reasonOf(e));
      return DIRTY;
    } finally {
      dst.flip();
    }
  }

  private HandlerStatus encode() throws SSLException {
    while (true) {
      if (tls.isFailed()) {
        return DIRTY;
      }
      var wanted = engine.getHandshakeStatus();
      if (wanted == HandshakeStatus.NEED_TASK) {
        tls.compute();
        return BLOCKED;
      }
      boolean handshake = wanted == HandshakeStatus.NEED_WRAP;
      if (!handshake) {
        if (!tls.isOpen()) {
          return BLOCKED;
        }
        if (!src.hasRemaining()) {
          return CLEAN;
        }
      }
      var status = wrap(handshake);
      if (status != null) {
        return status;
      }
    }
  }

  /// @return null to go on
  private @Nullable HandlerStatus wrap(boolean handshake) throws SSLException {
    var result = engine.wrap(handshake && !tls.isOpen() ? ByteBuffer.allocate(0) : src, dst);
    if (result.getHandshakeStatus() == HandshakeStatus.FINISHED) {
      tls.handshakeFinished();
    } else if (handshake) {
      tls.wakeDecoder();
    }
    return switch (result.getStatus()) {
      case BUFFER_OVERFLOW -> DIRTY;
      case CLOSED -> {
        tls.closeLater("closed");
        yield BLOCKED;
      }
      case OK, BUFFER_UNDERFLOW -> null;
    };
  }

  /// The alert first; once the socket took it, the end.
  private HandlerStatus sayWhyAndClose() throws SSLException {
    if (dst.position() == 0 && engine.isOutboundDone()) {
      tls.closeLater("refused");
      return BLOCKED;
    }
    if (!engine.isOutboundDone()) {
      if (engine.getHandshakeStatus() == HandshakeStatus.NEED_TASK) {
        tls.compute();
        return BLOCKED;
      }
      int before = dst.position();
      engine.wrap(ByteBuffer.allocate(0), dst);
      if (dst.position() == before && !engine.isOutboundDone()) {
        tls.closeLater("refused");
        return BLOCKED;
      }
    }
    return DIRTY;
  }
}
