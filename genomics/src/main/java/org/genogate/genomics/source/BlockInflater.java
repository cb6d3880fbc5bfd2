package org.genogate.genomics.source;

import com.intel.gkl.compression.IntelInflaterFactory;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/// Inflates one block at a time, with Intel's library where it loads and the JDK's where not: the
/// former is twice as fast on genotype text (3.2 against 1.4 GB/s).
final class BlockInflater implements AutoCloseable {

  private final Inflater inflater = make();

  private static Inflater make() {
    try {
      var factory = new IntelInflaterFactory();
      if (factory.usingIntelInflater()) {
        return factory.makeInflater(true);
      }
    } catch (LinkageError _) {
      // A platform it was not built for. The JDK's gives the same bytes.
    }
    return new Inflater(true);
  }

  /// The number of bytes that came out, at most `plain.length`.
  int inflate(byte[] deflated, int offset, int length, byte[] plain) throws DataFormatException {
    inflater.reset();
    inflater.setInput(deflated, offset, length);
    try {
      return inflater.inflate(plain, 0, plain.length);
    } catch (DataFormatException e) {
      throw e;
    } catch (RuntimeException e) {
      // Intel's tells broken data with unchecked exceptions of its own.
      throw (DataFormatException) new DataFormatException(e.getMessage()).initCause(e);
    }
  }

  @Override
  public void close() {
    inflater.end();
  }
}
