package org.genogate.gateway.portal;

import io.vertx.core.buffer.Buffer;

/// What a page's handler decided.
sealed interface Answer {

  record Show(Page page) implements Answer {}

  /// By GET, after a change: reloading repeats nothing.
  record GoTo(String path) implements Answer {}

  record Download(String fileName, String contentType, Buffer content) implements Answer {}

  /// Not there, or not this person's: the two are never told apart.
  record Nothing() implements Answer {}
}
