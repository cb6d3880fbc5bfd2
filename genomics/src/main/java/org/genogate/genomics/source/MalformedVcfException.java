package org.genogate.genomics.source;

import java.io.IOException;

/// A variant file, or a BED file beside it, that cannot be trusted. The message begins with the
/// line, or with the byte offset where the compression itself is broken; it names no genotype.
public final class MalformedVcfException extends IOException {

  private static final long serialVersionUID = 1L;

  public MalformedVcfException(String message) {
    super(message);
  }

  public MalformedVcfException(String message, Throwable cause) {
    super(message, cause);
  }
}
