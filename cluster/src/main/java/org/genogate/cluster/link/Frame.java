package org.genogate.cluster.link;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Optional;
import org.genogate.cluster.link.Link.Channel;
import org.genogate.ledger.event.ValidatorName;
import org.genogate.ledger.key.InvalidSignatureException;
import org.genogate.ledger.key.PublicKey;
import org.genogate.ledger.key.SigningKey;

/// What goes over a topic, as bytes. Numbers are big-endian; a name is its length in one byte and
/// its ASCII.
///
///     open    version 1, kind 1, from, to, X25519 key (32), signature (64)
///     accept  version 1, kind 2, from, to, X25519 key (32), SHA-256 of the open frame, signature
///     data    version 1, kind 3, from, session (16), sequence (8), channel (1), sealed message
///     ack     version 1, kind 4, from, session (16), sequence (8), tag (16)
///
/// A signature is the author's node key's over the log's own prefix and all before it; a sealed
/// message is AES-256-GCM bound to all before it.
sealed interface Frame {

  ValidatorName from();

  /// Asks for a session from the author to the receiver.
  @SuppressWarnings("ArrayRecordComponent") // compared by nobody
  record Open(ValidatorName from, ValidatorName to, byte[] key, byte[] whole) implements Frame {}

  /// Answers that.
  @SuppressWarnings("ArrayRecordComponent") // compared by nobody
  record Accept(ValidatorName from, ValidatorName to, byte[] key, byte[] openHash, byte[] whole)
      implements Frame {}

  /// @param head how many bytes of `whole` are before the sealed message
  @SuppressWarnings("ArrayRecordComponent") // compared by nobody
  record Data(
      ValidatorName from, byte[] session, long sequence, Channel channel, int head, byte[] whole)
      implements Frame {}

  /// Says that everything up to `sequence` has arrived, or is lost.
  @SuppressWarnings("ArrayRecordComponent") // compared by nobody
  record Ack(ValidatorName from, byte[] session, long sequence, int head, byte[] whole)
      implements Frame {}

  byte VERSION = 1;
  int HASH_BYTES = 32;
  int SIGNATURE_BYTES = 64;

  /// @param log tells apart what was signed for another log
  static byte[] open(
      String log, ValidatorName from, ValidatorName to, byte[] key, SigningKey signer) {
    return signed(log, signer, head(1, from, to).put(key));
  }

  static byte[] accept(String log, ValidatorName from, Open open, byte[] key, SigningKey signer) {
    return signed(
        log, signer, head(2, from, open.from()).put(key).put(Agreement.sha256(open.whole())));
  }

  static byte[] data(
      ValidatorName from,
      Agreement.Agreed session,
      long sequence,
      Channel channel,
      byte[] message) {
    var name = from.value().getBytes(US_ASCII);
    int head = 3 + name.length + Agreement.SESSION_ID_BYTES + Long.BYTES + 1;
    var frame = ByteBuffer.allocate(head + message.length + SessionKey.TAG_BYTES);
    frame.put(VERSION).put((byte) 3).put((byte) name.length).put(name);
    frame.put(session.id()).putLong(sequence).put(code(channel));
    var whole = frame.array();
    session.key().seal(sequence, whole, head, message);
    return whole;
  }

  static byte[] ack(ValidatorName from, Agreement.Agreed session, long sequence) {
    var name = from.value().getBytes(US_ASCII);
    int head = 3 + name.length + Agreement.SESSION_ID_BYTES + Long.BYTES;
    var frame = ByteBuffer.allocate(head + SessionKey.TAG_BYTES);
    frame.put(VERSION).put((byte) 4).put((byte) name.length).put(name);
    frame.put(session.id()).putLong(sequence);
    var whole = frame.array();
    session.key().sealHead(sequence, whole, head);
    return whole;
  }

  private static ByteBuffer head(int kind, ValidatorName from, ValidatorName to) {
    var ours = from.value().getBytes(US_ASCII);
    var theirs = to.value().getBytes(US_ASCII);
    return ByteBuffer.allocate(
            4 + ours.length + theirs.length + Agreement.PUBLIC_BYTES + HASH_BYTES)
        .put(VERSION)
        .put((byte) kind)
        .put((byte) ours.length)
        .put(ours)
        .put((byte) theirs.length)
        .put(theirs);
  }

  private static byte[] signed(String log, SigningKey signer, ByteBuffer body) {
    var bytes = new byte[body.position()];
    body.flip().get(bytes);
    var signature = signer.sign(toSign(log, bytes));
    var whole = Arrays.copyOf(bytes, bytes.length + signature.length);
    System.arraycopy(signature, 0, whole, bytes.length, signature.length);
    return whole;
  }

  private static byte[] toSign(String log, byte[] body) {
    var prefix = ("genogate/link/v1\n" + log + "\n").getBytes(UTF_8);
    return ByteBuffer.allocate(prefix.length + body.length).put(prefix).put(body).array();
  }

  /// @throws InvalidSignatureException if `key` did not sign this frame, or for another log
  static void verify(String log, byte[] whole, PublicKey key) throws InvalidSignatureException {
    int end = whole.length - SIGNATURE_BYTES;
    key.verify(
        toSign(log, Arrays.copyOf(whole, end)), Arrays.copyOfRange(whole, end, whole.length));
  }

  /// @return empty if it is not a frame
  static Optional<Frame> parse(byte[] whole) {
    try {
      var bytes = ByteBuffer.wrap(whole);
      if (bytes.get() != VERSION) {
        return Optional.empty();
      }
      return switch (bytes.get()) {
        case 1 -> open(bytes, whole);
        case 2 -> accept(bytes, whole);
        case 3 -> data(bytes, whole);
        case 4 -> ack(bytes, whole);
        default -> Optional.empty();
      };
    } catch (BufferUnderflowException | IllegalArgumentException _) {
      return Optional.empty();
    }
  }

  private static Optional<Frame> open(ByteBuffer bytes, byte[] whole) {
    var frame = new Open(name(bytes), name(bytes), take(bytes, Agreement.PUBLIC_BYTES), whole);
    return bytes.remaining() == SIGNATURE_BYTES ? Optional.of(frame) : Optional.empty();
  }

  private static Optional<Frame> accept(ByteBuffer bytes, byte[] whole) {
    var frame =
        new Accept(
            name(bytes),
            name(bytes),
            take(bytes, Agreement.PUBLIC_BYTES),
            take(bytes, HASH_BYTES),
            whole);
    return bytes.remaining() == SIGNATURE_BYTES ? Optional.of(frame) : Optional.empty();
  }

  private static Optional<Frame> data(ByteBuffer bytes, byte[] whole) {
    var from = name(bytes);
    var session = take(bytes, Agreement.SESSION_ID_BYTES);
    long sequence = bytes.getLong();
    var channel = channel(bytes.get());
    return bytes.remaining() < SessionKey.TAG_BYTES
        ? Optional.empty()
        : channel.map(c -> new Data(from, session, sequence, c, bytes.position(), whole));
  }

  private static Optional<Frame> ack(ByteBuffer bytes, byte[] whole) {
    var from = name(bytes);
    var session = take(bytes, Agreement.SESSION_ID_BYTES);
    long sequence = bytes.getLong();
    return bytes.remaining() == SessionKey.TAG_BYTES
        ? Optional.of(new Ack(from, session, sequence, bytes.position(), whole))
        : Optional.empty();
  }

  private static ValidatorName name(ByteBuffer bytes) {
    return new ValidatorName(new String(take(bytes, Byte.toUnsignedInt(bytes.get())), US_ASCII));
  }

  private static byte[] take(ByteBuffer bytes, int count) {
    var taken = new byte[count];
    bytes.get(taken);
    return taken;
  }

  private static byte code(Channel channel) {
    return switch (channel) {
      case ORDERING -> 1;
      case LEASE -> 2;
      case FINALITY -> 3;
      case FORWARD -> 4;
      case REPAIR -> 5;
      case KEY -> 6;
      case ROLL_CALL -> 7;
    };
  }

  private static Optional<Channel> channel(byte code) {
    return Arrays.stream(Channel.values()).filter(channel -> code(channel) == code).findFirst();
  }
}
