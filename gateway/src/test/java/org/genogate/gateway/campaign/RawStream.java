package org.genogate.gateway.campaign;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/// One HTTP/1.1 request with a streamed answer, over a socket whose receive buffer is small and
/// known, so that it can be said what may have been on its way.
final class RawStream extends InputStream {

  private static final int RECEIVE_BUFFER = 32 << 10;
  private static final int PATIENCE_MILLIS = 15_000;
  private static final int CONNECT_MILLIS = 3_000;
  private static final int OWN_BUFFER = 4 << 10;

  private final Socket socket;
  private final InputStream in;
  private final int status;
  private final Map<String, String> headers = new HashMap<>();
  private int left;
  private boolean ended;
  private long taken;

  RawStream(URI address, String pathAndQuery, String token) throws IOException {
    socket = new Socket();
    try {
      socket.setReceiveBufferSize(RECEIVE_BUFFER);
      socket.setSoTimeout(PATIENCE_MILLIS);
      socket.connect(new InetSocketAddress(address.getHost(), address.getPort()), CONNECT_MILLIS);
      socket
          .getOutputStream()
          .write(
              "GET %s HTTP/1.1\r\nHost: %s\r\nAuthorization: Bearer %s\r\n\r\n"
                  .formatted(pathAndQuery, address.getHost(), token)
                  .getBytes(ISO_8859_1));
      in = new BufferedInputStream(socket.getInputStream(), OWN_BUFFER);
      var words = line().split(" ", -1);
      if (words.length < 2) {
        throw new EOFException("no answer");
      }
      status = Integer.parseInt(words[1]);
      for (var header = line(); !header.isEmpty(); header = line()) {
        int colon = header.indexOf(':');
        headers.put(
            header.substring(0, colon).toLowerCase(Locale.ROOT),
            header.substring(colon + 1).strip());
      }
    } catch (IOException | RuntimeException e) {
      socket.close();
      throw e;
    }
  }

  private String line() throws IOException {
    var text = new StringBuilder();
    for (int b = in.read(); b != '\n'; b = in.read()) {
      if (b < 0) {
        throw new EOFException("the answer was cut");
      }
      if (b != '\r') {
        text.append((char) b);
      }
    }
    return text.toString();
  }

  int status() {
    return status;
  }

  /// Empty if absent.
  String header(String name) {
    return headers.getOrDefault(name, "");
  }

  /// Of the body, so far.
  long taken() {
    return taken;
  }

  /// The most that lies between the node's socket and whoever reads here.
  int receiveBufferBytes() throws IOException {
    return socket.getReceiveBufferSize() + OWN_BUFFER;
  }

  @Override
  public int read() throws IOException {
    var one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
  }

  @Override
  public int read(byte[] bytes, int from, int most) throws IOException {
    if (left == 0 && !ended) {
      nextChunk();
    }
    if (ended) {
      return -1;
    }
    int read = in.read(bytes, from, Math.min(most, left));
    if (read < 0) {
      throw new EOFException("the answer was cut");
    }
    left -= read;
    taken += read;
    if (left == 0) {
      var _ = line();
    }
    return read;
  }

  private void nextChunk() throws IOException {
    left = Integer.parseInt(line(), 16);
    if (left == 0) {
      ended = true;
      var _ = line();
    }
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
