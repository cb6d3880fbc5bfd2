package org.genogate.cluster.finality;

import java.util.Arrays;
import java.util.Optional;
import org.genogate.ledger.checkpoint.InvalidNoteException;
import org.genogate.ledger.checkpoint.SignedNote;

/// What nodes tell each other about finality.
///
/// As bytes: version (1), kind (1), then the note as it is, or nothing.
sealed interface FinalityMessage {

  byte VERSION = 1;
  int HEAD_BYTES = 2;

  /// Holds 32 validators' two lines, post-quantum ones included.
  int MOST_BYTES = 256 << 10;

  /// A checkpoint with the lines that the sender knows.
  record Cosigned(SignedNote note) implements FinalityMessage {
    @Override
    public byte[] toBytes() {
      return bytes(1, note.toBytes());
    }
  }

  /// Which lines do you know?
  record Ask() implements FinalityMessage {
    @Override
    public byte[] toBytes() {
      return bytes(2, new byte[0]);
    }
  }

  byte[] toBytes();

  /// Reads what a peer sent; empty for anything but one whole message. No signature is checked.
  static Optional<FinalityMessage> parse(byte[] bytes) {
    if (bytes.length < HEAD_BYTES || bytes.length > MOST_BYTES || bytes[0] != VERSION) {
      return Optional.empty();
    }
    byte[] body = Arrays.copyOfRange(bytes, HEAD_BYTES, bytes.length);
    return switch (bytes[1]) {
      case 1 -> parseNote(body);
      case 2 -> body.length == 0 ? Optional.of(new Ask()) : Optional.empty();
      default -> Optional.empty();
    };
  }

  private static Optional<FinalityMessage> parseNote(byte[] body) {
    try {
      return Optional.of(new Cosigned(SignedNote.parse(body)));
    } catch (InvalidNoteException e) {
      return Optional.empty();
    }
  }

  private static byte[] bytes(int kind, byte[] body) {
    byte[] bytes = new byte[HEAD_BYTES + body.length];
    bytes[0] = VERSION;
    bytes[1] = (byte) kind;
    System.arraycopy(body, 0, bytes, HEAD_BYTES, body.length);
    return bytes;
  }
}
