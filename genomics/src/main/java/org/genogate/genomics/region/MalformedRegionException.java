package org.genogate.genomics.region;

/// A text that names no region.
public final class MalformedRegionException extends Exception {

  private static final long serialVersionUID = 1L;

  public MalformedRegionException(String message) {
    super(message);
  }
}
