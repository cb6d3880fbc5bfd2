package org.genogate.gateway.node;

import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;

/// What was opened so far, to be closed newest first: by the node when it stops, or when a later
/// part cannot be opened.
final class Opened {

  private final Deque<Closeable> parts = new ArrayDeque<>();

  void add(Closeable part) {
    parts.push(part);
  }

  /// Closes all of it, even if some cannot be.
  ///
  /// @throws IOException the first that was met
  void close() throws IOException {
    IOException first = null;
    while (!parts.isEmpty()) {
      try {
        parts.pop().close();
      } catch (IOException e) {
        if (first == null) {
          first = e;
        } else {
          first.addSuppressed(e);
        }
      }
    }
    if (first != null) {
      throw first;
    }
  }

  /// Closes all of it because of `cause`, which is told of what could not be closed.
  void closeBecauseOf(Exception cause) {
    try {
      close();
    } catch (IOException e) {
      cause.addSuppressed(e);
    }
  }
}
