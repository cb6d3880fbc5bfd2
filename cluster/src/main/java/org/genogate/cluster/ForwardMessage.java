package org.genogate.cluster;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.genogate.ledger.log.Batch;
import org.genogate.ledger.log.Committed;
import org.genogate.ledger.merkle.Hash;

/// What nodes say to each other about drafts on their way to the leader.
///
/// As bytes, big-endian, after the version (1) and the kind (1):
///
/// | kind | |
/// |---|---|
/// | 1 drafts | how far they must be obeyed (1), number of the first (8), [Batch] |
/// | 2 answers | how many (4), each: number of the draft (8), what became of it (1), the rest |
///
/// The rest is, for 1 committed: index (8), leaf (32); for 2 refused: how many entries the leader
/// had folded (8), length of the reason (2), reason; for 3 not here and 4 unknown: nothing.
sealed interface ForwardMessage {

  byte VERSION = 1;
  byte DRAFTS = 1;
  byte ANSWERS = 2;
  int HEAD_BYTES = 2;
  int LONGEST_REASON = 500;

  /// How far an entry must have come before its draft is answered.
  enum Reach {
    COMMITTED((byte) 0),
    EVERYWHERE((byte) 1);

    private final byte code;

    Reach(byte code) {
      this.code = code;
    }

    private static Optional<Reach> of(byte code) {
      return Arrays.stream(values()).filter(reach -> reach.code == code).findFirst();
    }
  }

  /// Drafts numbered from `first` on.
  record Drafts(Reach reach, long first, Batch batch) implements ForwardMessage {}

  record Answers(List<Answer> answers) implements ForwardMessage {
    public Answers {
      answers = List.copyOf(answers);
    }
  }

  record Answer(long number, Outcome outcome) {}

  /// What became of a draft.
  sealed interface Outcome {
    record Done(Committed place) implements Outcome {}

    /// @param judgedAt how many entries the leader had folded then
    record Refused(long judgedAt, String reason) implements Outcome {}

    /// The node asked does not lead. Nothing was ordered.
    record NotHere() implements Outcome {}

    record Unknown() implements Outcome {}
  }

  default byte[] toBytes() {
    return switch (this) {
      case Drafts drafts -> drafts(drafts);
      case Answers answers -> answers(answers);
    };
  }

  private static byte[] drafts(Drafts drafts) {
    var buffer = ByteBuffer.allocate(HEAD_BYTES + 1 + Long.BYTES + drafts.batch().sizeBytes());
    buffer.put(VERSION).put(DRAFTS).put(drafts.reach().code).putLong(drafts.first());
    drafts.batch().writeTo(buffer);
    return buffer.array();
  }

  private static byte[] answers(Answers answers) {
    var buffer = ByteBuffer.allocate(HEAD_BYTES + 4 + answers.answers().size() * (19 + 500));
    buffer.put(VERSION).put(ANSWERS).putInt(answers.answers().size());
    for (var answer : answers.answers()) {
      buffer.putLong(answer.number());
      switch (answer.outcome()) {
        case Outcome.Done(var place) ->
            buffer.put((byte) 1).putLong(place.index()).put(place.leaf().toBytes());
        case Outcome.Refused(var judgedAt, var reason) -> {
          var text = reason.getBytes(UTF_8);
          int length = Math.min(text.length, LONGEST_REASON);
          buffer.put((byte) 2).putLong(judgedAt).putShort((short) length).put(text, 0, length);
        }
        case Outcome.NotHere() -> buffer.put((byte) 3);
        case Outcome.Unknown() -> buffer.put((byte) 4);
      }
    }
    return Arrays.copyOf(buffer.array(), buffer.position());
  }

  /// Empty if `bytes`, which a peer may have made up, are no message.
  static Optional<ForwardMessage> parse(byte[] bytes) {
    var buffer = ByteBuffer.wrap(bytes);
    try {
      if (buffer.get() != VERSION) {
        return Optional.empty();
      }
      return switch (buffer.get()) {
        case DRAFTS -> parseDrafts(buffer);
        case ANSWERS -> parseAnswers(buffer);
        default -> Optional.empty();
      };
    } catch (BufferUnderflowException | IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private static Optional<ForwardMessage> parseDrafts(ByteBuffer buffer) {
    var reach = Reach.of(buffer.get());
    long first = buffer.getLong();
    var batch = Batch.readFrom(buffer);
    return buffer.hasRemaining()
        ? Optional.empty()
        : reach.map(found -> new Drafts(found, first, batch));
  }

  private static Optional<ForwardMessage> parseAnswers(ByteBuffer buffer) {
    int count = buffer.getInt();
    if (count < 0 || count > buffer.remaining() / (Long.BYTES + 1)) {
      return Optional.empty();
    }
    var answers = new ArrayList<Answer>(count);
    for (int i = 0; i < count; i++) {
      answers.add(new Answer(buffer.getLong(), parseOutcome(buffer)));
    }
    return buffer.hasRemaining() ? Optional.empty() : Optional.of(new Answers(answers));
  }

  private static Outcome parseOutcome(ByteBuffer buffer) {
    return switch (buffer.get()) {
      case 1 -> {
        long index = buffer.getLong();
        byte[] leaf = new byte[Hash.LENGTH_BYTES];
        buffer.get(leaf);
        yield new Outcome.Done(new Committed(index, Hash.of(leaf)));
      }
      case 2 -> {
        long judgedAt = buffer.getLong();
        byte[] reason = new byte[Math.min(Short.toUnsignedInt(buffer.getShort()), 500)];
        buffer.get(reason);
        yield new Outcome.Refused(judgedAt, new String(reason, UTF_8));
      }
      case 3 -> new Outcome.NotHere();
      case 4 -> new Outcome.Unknown();
      default -> throw new IllegalArgumentException("an answer of no known kind");
    };
  }
}
