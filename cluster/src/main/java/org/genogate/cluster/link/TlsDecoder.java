package org.genogate.cluster.link;

import static com.hazelcast.internal.networking.HandlerStatus.BLOCKED;
import static com.hazelcast.internal.networking.HandlerStatus.CLEAN;
import static com.hazelcast.internal.networking.HandlerStatus.DIRTY;
import static com.hazelcast.internal.nio.IOUtil.compactOrClear;

import com.hazelcast.internal.networking.HandlerStatus;
import com.hazelcast.internal.networking.InboundHandler;
import java.nio.ByteBuffer;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult;
import javax.net.ssl.SSLEngineResult.HandshakeStatus;
import javax.net.ssl.SSLEngineResult.Status;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/// Takes bytes from the socket through TLS to Hazelcast's own decoder.
final class TlsDecoder extends InboundHandler<ByteBuffer, ByteBuffer> {

  /// Some records in one read.
  static final int BUFFER_BYTES = 64 << 10;

  /// What TLS begins with. A few bytes of anything else would wait for more until the timeout.
  private static final byte HANDSHAKE_RECORD = 22;

  private final TlsChannel tls;
  private final SSLEngine engine;
  private boolean begun;

  /// A record opens as a whole, and Hazelcast's first buffer has 3 bytes.
  private ByteBuffer plain;

  TlsDecoder(TlsChannel tls) {
    this.tls = tls;
    this.engine = tls.engine();
    this.plain = ByteBuffer.allocate(engine.getSession().getApplicationBufferSize()).flip();
  }

  @Override
  public void handlerAdded() {
    initSrcBuffer(BUFFER_BYTES);
  }

  @Override
  public HandlerStatus onRead() {
    if (tls.isFailed()) {
      src.clear();
      return BLOCKED;
    }
    if (tls.isOpen() && !tls.isWhereItBelongs()) {
      tls.fail("a peer that claims another's address");
      return BLOCKED;
    }
    src.flip();
    try {
      if (!begun && src.hasRemaining()) {
        begun = true;
        if (src.get(src.position()) != HANDSHAKE_RECORD) {
          tls.fail("no TLS at all");
          return BLOCKED;
        }
      }
      return decode();
    } catch (SSLException e) {
      tls.fail(Refusal.reasonOf(e));
      return BLOCKED;
    } finally {
      compactOrClear(src);
    }
  }

  private HandlerStatus decode() throws SSLException {
    while (true) {
      if (!handOver()) {
        return DIRTY;
      }
      if (tls.isFailed()) {
        return BLOCKED;
      }
      var wanted = engine.getHandshakeStatus();
      if (wanted == HandshakeStatus.NEED_TASK) {
        tls.compute();
        return BLOCKED;
      }
      if (wanted == HandshakeStatus.NEED_WRAP) {
        tls.wakeEncoder();
        if (!tls.isOpen()) {
          return BLOCKED;
        }
      }
      var status = unwrap();
      if (status != null) {
        return status;
      }
    }
  }

  /// @return null to go on
  private @Nullable HandlerStatus unwrap() throws SSLException {
    plain.clear();
    SSLEngineResult result;
    try {
      result = engine.unwrap(src, plain);
    } finally {
      plain.flip();
    }
    if (result.getHandshakeStatus() == HandshakeStatus.FINISHED) {
      tls.handshakeFinished();
      return null;
    }
    return switch (result.getStatus()) {
      case BUFFER_UNDERFLOW -> CLEAN;
      case BUFFER_OVERFLOW -> {
        plain = ByteBuffer.allocate(engine.getSession().getApplicationBufferSize()).flip();
        yield null;
      }
      case CLOSED -> {
        tls.closeLater("closed by the peer");
        yield BLOCKED;
      }
      case OK -> moved(result) ? null : stalled(result.getHandshakeStatus());
    };
  }

  private static boolean moved(SSLEngineResult result) {
    return result.getStatus() == Status.OK
        && (result.bytesConsumed() > 0
            || result.bytesProduced() > 0
            || result.getHandshakeStatus() == HandshakeStatus.NEED_TASK);
  }

  /// The encoder wakes this decoder once it has written what the engine wanted.
  private static HandlerStatus stalled(HandshakeStatus wanted) {
    return wanted == HandshakeStatus.NEED_WRAP ? BLOCKED : CLEAN;
  }

  /// @return whether everything found room
  private boolean handOver() {
    int count = Math.min(plain.remaining(), dst.remaining());
    if (count > 0) {
      dst.put(dst.position(), plain, plain.position(), count);
      dst.position(dst.position() + count);
      plain.position(plain.position() + count);
    }
    return !plain.hasRemaining();
  }
}
