package org.genogate.cluster;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.LongSupplier;
import org.genogate.cluster.link.Link;
import org.genogate.cluster.link.Mailbox;
import org.genogate.ledger.checkpoint.Checkpoint;
import org.genogate.ledger.checkpoint.InvalidNoteException;
import org.genogate.ledger.checkpoint.SignedNote;
import org.genogate.ledger.checkpoint.VerifierKey;
import org.genogate.ledger.event.ValidatorName;
import org.genogate.ledger.log.Agenda;

/// Asks the others, before this node takes part again, whether it has forgotten anything: a disk
/// that was replaced, a backup that was restored, a segment that was lost.
///
/// A node that has forgotten votes it gave and entries it confirmed is a danger to what others
/// believe is committed. What it cosigned is known to the others, so they can tell it. One that
/// finds nothing forgotten begins once all have answered, or a majority has and the rest is silent
/// for a while; one that has forgotten something waits for all, since each of them may be the only
/// one that knows what it promised.
///
/// As bytes, big-endian: version 1 (1), then 1 for a question or 2 for an answer (1), number of the
/// question (8); an answer goes on with the entries stored (8), the term (8), the length of a note
/// (4), the note, empty if there is none.
///
/// For one agenda.
final class RollCall {

  private static final byte VERSION = 1;
  private static final byte QUESTION = 1;
  private static final byte ANSWER = 2;
  private static final int HEAD_BYTES = 10;
  private static final int ANSWER_BYTES = 20;
  private static final int MOST_NOTE_BYTES = 1 << 16;
  private static final int MOST_OF_A_PEER = 16;
  private static final Duration AGAIN = Duration.ofMillis(250);
  private static final Duration PATIENCE = Duration.ofSeconds(3);

  private final Link link;
  private final Agenda agenda;
  private final Own own;
  private final long number;
  private final Map<ValidatorName, Answer> answers = new HashMap<>();
  private long asked;
  private boolean done;

  /// What a node knows, and tells others.
  ///
  /// @param key of its own lines under checkpoints
  /// @param stored how many entries it has, committed or not
  /// @param newest the largest checkpoint that another is known to have cosigned
  /// @param restored whether this node is sure that it has forgotten something
  record Own(
      List<ValidatorName> members,
      VerifierKey key,
      LongSupplier stored,
      LongSupplier term,
      Function<ValidatorName, Optional<SignedNote>> newest,
      BooleanSupplier restored) {}

  /// What another told.
  private record Answer(long stored, long term, Optional<SignedNote> note) {}

  /// What came of it.
  sealed interface Verdict {

    /// Nothing is known to be forgotten.
    record Whole() implements Verdict {}

    /// This node has been further than it knows.
    ///
    /// @param committed how many entries are committed at most
    /// @param term the highest in which some node has been
    /// @param signed the largest checkpoints that this node cosigned, as far as others have them
    record Forgetful(long committed, long term, List<SignedNote> signed) implements Verdict {
      public Forgetful {
        signed = List.copyOf(signed);
      }
    }
  }

  RollCall(Link link, Agenda agenda, Own own, long number) {
    this.link = link;
    this.agenda = agenda;
    this.own = own;
    this.number = number;
  }

  /// Answers others from now on.
  void start() {
    link.listen(Link.Channel.ROLL_CALL, new Mailbox(agenda, MOST_OF_A_PEER, this::received));
  }

  /// What this node knows of what it did.
  ///
  /// @param stored how many entries it has, committed or not
  /// @param committed how many of them it knows to be committed
  /// @param signed the size of the largest checkpoint that it remembers to have cosigned
  /// @param floor the size up to which it had forgotten what it did, 0 if it never had
  record Remembered(long stored, long committed, long signed, long floor) {

    /// Whether it takes no other to see that it did more than it knows, or has not made up yet for
    /// what it had forgotten before.
    boolean isForgetful() {
      return signed > stored || floor > Math.max(signed, committed);
    }
  }

  /// @param judged told once, as a task of the agenda
  void ask(Remembered remembered, Consumer<Verdict> judged) {
    if (done) {
      return;
    }
    judge(remembered)
        .ifPresent(verdict -> {
          done = true;
          judged.accept(verdict);
        });
    if (done) {
      return;
    }
    for (var peer : peers()) {
      if (!answers.containsKey(peer)) {
        link.send(peer, Link.Channel.ROLL_CALL, message(QUESTION, number, new byte[0]));
      }
    }
    asked++;
    agenda.schedule(AGAIN, () -> ask(remembered, judged));
  }

  private List<ValidatorName> peers() {
    return own.members().stream().filter(member -> !member.equals(link.self())).toList();
  }

  private Optional<Verdict> judge(Remembered remembered) {
    var ownNotes = new ArrayList<SignedNote>();
    boolean forgot = remembered.isForgetful() || own.restored().getAsBoolean();
    for (var answer : answers.values()) {
      var mine = answer.note().filter(this::isSignedHere);
      mine.ifPresent(ownNotes::add);
      forgot |= mine.filter(note -> size(note) > remembered.signed()).isPresent();
    }
    if (!forgot) {
      boolean all = answers.size() == peers().size();
      boolean most = 2 * (answers.size() + 1) > own.members().size();
      boolean longAgo = AGAIN.multipliedBy(asked).compareTo(PATIENCE) >= 0;
      return all || (most && longAgo) ? Optional.of(new Verdict.Whole()) : Optional.empty();
    }
    if (answers.size() < peers().size()) {
      return Optional.empty();
    }
    long most = answers.values().stream().mapToLong(Answer::stored).max().orElse(0);
    long term = answers.values().stream().mapToLong(Answer::term).max().orElse(0);
    long known = Math.max(remembered.signed(), remembered.floor());
    return Optional.of(new Verdict.Forgetful(Math.max(most, known), term, ownNotes));
  }

  private boolean isSignedHere(SignedNote note) {
    try {
      return !note.verify(List.of(own.key())).isEmpty();
    } catch (InvalidNoteException e) {
      return false;
    }
  }

  private static long size(SignedNote note) {
    try {
      return Checkpoint.parse(note.text()).size();
    } catch (InvalidNoteException e) {
      return 0;
    }
  }

  private static byte[] message(byte kind, long question, byte[] rest) {
    return ByteBuffer.allocate(HEAD_BYTES + rest.length)
        .put(VERSION)
        .put(kind)
        .putLong(question)
        .put(rest)
        .array();
  }

  private void received(ValidatorName from, byte[] message) {
    try {
      var bytes = ByteBuffer.wrap(message);
      if (bytes.get() != VERSION || !own.members().contains(from)) {
        return;
      }
      switch (bytes.get()) {
        case QUESTION -> answer(from, bytes.getLong());
        case ANSWER -> answered(from, bytes);
        default -> {}
      }
    } catch (BufferUnderflowException e) {
      // Cut short: it is asked again.
    }
  }

  private void answer(ValidatorName to, long question) {
    byte[] note = own.newest().apply(to).map(SignedNote::toBytes).orElse(new byte[0]);
    byte[] rest =
        ByteBuffer.allocate(ANSWER_BYTES + note.length)
            .putLong(own.stored().getAsLong())
            .putLong(own.term().getAsLong())
            .putInt(note.length)
            .put(note)
            .array();
    link.send(to, Link.Channel.ROLL_CALL, message(ANSWER, question, rest));
  }

  private void answered(ValidatorName from, ByteBuffer bytes) {
    if (bytes.getLong() != number) {
      return;
    }
    long stored = bytes.getLong();
    long term = bytes.getLong();
    int length = bytes.getInt();
    if (stored < 0 || term < 0 || length != bytes.remaining() || length > MOST_NOTE_BYTES) {
      return;
    }
    var note = new byte[length];
    bytes.get(note);
    answers.put(from, new Answer(stored, term, parsed(note)));
  }

  private static Optional<SignedNote> parsed(byte[] note) {
    try {
      return note.length == 0 ? Optional.empty() : Optional.of(SignedNote.parse(note));
    } catch (InvalidNoteException e) {
      return Optional.empty();
    }
  }
}
