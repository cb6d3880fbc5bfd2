package org.genogate.cluster;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
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
/// one that knows what it promised. Who they are may have changed meanwhile: whoever answers says
/// so, and the newest epoch counts, since what was promised before it is known to a majority of
/// its.
///
/// As bytes, big-endian: version 1 (1), then 1 for a question or 2 for an answer (1), number of the
/// question (8); an answer goes on with the entries stored (8), the term (8), the epoch (4), how
/// many keep the log (1), each: length (1), name in ASCII; the note, empty if there is none.
///
/// For one agenda.
final class RollCall {

  private static final byte VERSION = 1;
  private static final byte QUESTION = 1;
  private static final byte ANSWER = 2;
  private static final int HEAD_BYTES = 10;
  private static final int ANSWER_BYTES = 21;
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
  /// @param roll who keeps the log, as far as this node knows now
  /// @param key of its own lines under checkpoints
  /// @param stored how many entries it has, committed or not
  /// @param newest the largest checkpoint that another is known to have cosigned
  /// @param restored whether this node is sure that it has forgotten something
  record Own(
      Supplier<Roll> roll,
      VerifierKey key,
      LongSupplier stored,
      LongSupplier term,
      Function<ValidatorName, Optional<SignedNote>> newest,
      BooleanSupplier restored) {}

  /// Who keeps the log from an epoch on.
  record Roll(int epoch, Set<ValidatorName> names) {
    Roll {
      names = Set.copyOf(names);
    }

    Set<ValidatorName> without(ValidatorName self) {
      var others = new TreeSet<>(names);
      others.remove(self);
      return others;
    }
  }

  /// What another told.
  private record Answer(long stored, long term, Roll roll, Optional<SignedNote> note) {}

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
    var asking = new TreeSet<>(peers());
    asking.addAll(newest().without(link.self()));
    for (var peer : asking) {
      if (!answers.containsKey(peer)) {
        link.send(peer, Link.Channel.ROLL_CALL, message(QUESTION, number, new byte[0]));
      }
    }
    asked++;
    agenda.schedule(AGAIN, () -> ask(remembered, judged));
  }

  private Set<ValidatorName> peers() {
    return own.roll().get().without(link.self());
  }

  /// As far as this node and those who answered know.
  private Roll newest() {
    return answers.values().stream()
        .map(Answer::roll)
        .filter(roll -> roll.epoch() > own.roll().get().epoch())
        .max(Comparator.comparingInt(Roll::epoch))
        .orElseGet(own.roll());
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
      long heard = peers().stream().filter(answers::containsKey).count();
      boolean all = heard == peers().size();
      boolean most = 2 * (heard + 1) > own.roll().get().names().size();
      boolean longAgo = AGAIN.multipliedBy(asked).compareTo(PATIENCE) >= 0;
      return all || (most && longAgo) ? Optional.of(new Verdict.Whole()) : Optional.empty();
    }
    if (!answers.keySet().containsAll(newest().without(link.self()))) {
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
      if (bytes.get() != VERSION || !link.members().contains(from)) {
        return;
      }
      switch (bytes.get()) {
        case QUESTION -> answer(from, bytes.getLong());
        case ANSWER -> answered(from, bytes);
        default -> {}
      }
    } catch (BufferUnderflowException | IllegalArgumentException e) {
      // Cut short, or no name: it is asked again.
    }
  }

  private void answer(ValidatorName to, long question) {
    byte[] note = own.newest().apply(to).map(SignedNote::toBytes).orElse(new byte[0]);
    var roll = own.roll().get();
    int names = roll.names().stream().mapToInt(name -> 1 + name.value().length()).sum();
    var rest =
        ByteBuffer.allocate(ANSWER_BYTES + names + note.length)
            .putLong(own.stored().getAsLong())
            .putLong(own.term().getAsLong())
            .putInt(roll.epoch())
            .put((byte) roll.names().size());
    for (var name : new TreeSet<>(roll.names())) {
      rest.put((byte) name.value().length()).put(name.value().getBytes(US_ASCII));
    }
    link.send(to, Link.Channel.ROLL_CALL, message(ANSWER, question, rest.put(note).array()));
  }

  private void answered(ValidatorName from, ByteBuffer bytes) {
    if (bytes.getLong() != number) {
      return;
    }
    long stored = bytes.getLong();
    long term = bytes.getLong();
    int epoch = bytes.getInt();
    var names = new TreeSet<ValidatorName>();
    for (int left = bytes.get(); left > 0; left--) {
      var name = new byte[Math.max(0, bytes.get())];
      bytes.get(name);
      names.add(new ValidatorName(new String(name, US_ASCII)));
    }
    if (stored < 0 || term < 0 || epoch < 0 || bytes.remaining() > MOST_NOTE_BYTES) {
      return;
    }
    var note = new byte[bytes.remaining()];
    bytes.get(note);
    answers.put(from, new Answer(stored, term, new Roll(epoch, names), parsed(note)));
  }

  private static Optional<SignedNote> parsed(byte[] note) {
    try {
      return note.length == 0 ? Optional.empty() : Optional.of(SignedNote.parse(note));
    } catch (InvalidNoteException e) {
      return Optional.empty();
    }
  }
}
