package org.genogate.gateway.http;

/// A response body whose writer waits for the client.
///
/// Used by one virtual thread. Nothing is sent before the first [#write].
@SuppressWarnings("DoNotCallSuggester")
public final class StreamedBody implements AutoCloseable {

  StreamedBody() {
    throw new UnsupportedOperationException();
  }

  /// Sets a response header; before the first write only.
  public StreamedBody header(String name, String value) {
    throw new UnsupportedOperationException();
  }

  /// Returns once the socket has taken `bytes`.
  ///
  /// @throws BodyCutException if the client left or is too slow, or the gateway stops
  public void write(byte[] bytes) throws BodyCutException {
    throw new UnsupportedOperationException();
  }

  /// For long work between two writes: notices a client that left.
  ///
  /// @throws BodyCutException if the next write would throw it
  public void check() throws BodyCutException {
    throw new UnsupportedOperationException();
  }

  /// Bytes that the socket has taken.
  public long bytesWritten() {
    throw new UnsupportedOperationException();
  }

  /// Ends a whole body.
  ///
  /// @throws BodyCutException if the client left before it was sent
  public void end() throws BodyCutException {
    throw new UnsupportedOperationException();
  }

  /// Writes `mark`, which no reader of the format accepts, and breaks the transfer: HTTP/1.1
  /// without the last chunk, HTTP/2 with RST_STREAM. Never throws.
  public void abort(byte[] mark) {
    throw new UnsupportedOperationException();
  }

  /// Gives the place back; breaks the transfer if a body was begun and not ended.
  @Override
  public void close() {
    throw new UnsupportedOperationException();
  }
}
