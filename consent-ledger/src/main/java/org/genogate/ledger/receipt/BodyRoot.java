package org.genogate.ledger.receipt;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import org.genogate.ledger.merkle.Hash;
import org.genogate.ledger.merkle.TreeFrontier;

/// Computes the RFC 6962 root over consecutive 64 KiB pieces of a body while it is sent, the last
/// piece shorter. Keeps no bytes. For one thread at a time.
public final class BodyRoot {

  public static final int PIECE_BYTES = 64 * 1024;

  // RFC 6962 §2.1. `Hash.leaf` wants a whole piece; this keeps a thousand streams from each holding
  // one.
  private static final byte LEAF_PREFIX = 0x00;

  private final TreeFrontier pieces = new TreeFrontier();
  private final MessageDigest piece = sha256();
  private int pieceBytes;
  private long bytes;

  public void add(byte[] more) {
    add(more, 0, more.length);
  }

  public void add(byte[] more, int offset, int length) {
    int from = offset;
    int left = length;
    while (left > 0) {
      if (pieceBytes == 0) {
        piece.update(LEAF_PREFIX);
      }
      int part = Math.min(left, PIECE_BYTES - pieceBytes);
      piece.update(more, from, part);
      from += part;
      left -= part;
      pieceBytes += part;
      bytes += part;
      if (pieceBytes == PIECE_BYTES) {
        endPiece();
      }
    }
  }

  /// How many bytes were added.
  public long bytes() {
    return bytes;
  }

  /// The root over all that was added. Ends the body: nothing may be added after.
  public Hash finish() {
    if (pieceBytes > 0) {
      endPiece();
    }
    return pieces.root();
  }

  private void endPiece() {
    pieces.append(Hash.of(piece.digest()));
    pieceBytes = 0;
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every Java platform has SHA-256", e);
    }
  }
}
