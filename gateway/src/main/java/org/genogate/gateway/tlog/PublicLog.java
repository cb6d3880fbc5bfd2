package org.genogate.gateway.tlog;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.genogate.ledger.checkpoint.SignedNote;
import org.genogate.ledger.checkpoint.TlogProof;
import org.genogate.ledger.log.LedgerLog;

/// What of a log is served: only what a published checkpoint covers.
public interface PublicLog {

  Optional<SignedNote> checkpoint();

  Optional<SignedNote> checkpoint(long size) throws IOException;

  /// Ascending.
  List<Long> checkpointSizes();

  Optional<byte[]> hashTile(int level, long n, int width) throws IOException;

  Optional<byte[]> entryBundle(long n, int width) throws IOException;

  /// The offline proof of an entry under the newest checkpoint; empty if none covers it yet.
  Optional<TlogProof> proof(long index) throws IOException;

  static PublicLog of(LedgerLog log) {
    return new PublicLog() {
      @Override
      public Optional<SignedNote> checkpoint() {
        return log.checkpoint();
      }

      @Override
      public Optional<SignedNote> checkpoint(long size) throws IOException {
        return log.checkpoint(size);
      }

      @Override
      public List<Long> checkpointSizes() {
        return log.checkpointSizes();
      }

      @Override
      public Optional<byte[]> hashTile(int level, long n, int width) throws IOException {
        return log.hashTile(level, n, width);
      }

      @Override
      public Optional<byte[]> entryBundle(long n, int width) throws IOException {
        return log.entryBundle(n, width);
      }

      @Override
      public Optional<TlogProof> proof(long index) throws IOException {
        return index < log.sealedSize() ? log.proof(index) : Optional.empty();
      }
    };
  }
}
