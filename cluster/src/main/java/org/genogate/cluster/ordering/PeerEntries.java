package org.genogate.cluster.ordering;

import java.io.IOException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.util.function.Consumer;
import org.genogate.cluster.link.Link;
import org.genogate.ledger.event.ValidatorName;
import org.genogate.ledger.log.Agenda;
import org.genogate.ledger.log.Batch;
import org.jspecify.annotations.Nullable;

/// Asks peers for entries over the channel `REPAIR`, and answers theirs.
///
/// What a peer sends is taken for committed: the judge above finds a lie, since it must lead to the
/// signed roots.
///
/// A question: version 1 (1), 1 (1), group (8), its number (8), from (8), to (8). An answer:
/// version 1 (1), 2 (1), group (8), the question's number (8), term (8), the batch. Big-endian.
///
/// For one agenda.
public final class PeerEntries implements MissingEntries {

  private static final byte VERSION = 1;
  private static final byte QUESTION = 1;
  private static final byte ANSWER = 2;
  private static final int HEAD_BYTES = 10;

  /// As much as an append carries: more would make the peer's ordering wait.
  private static final int MOST_BYTES = 1 << 20;

  /// What is open. A newer question replaces it.
  private record Question(ValidatorName peer, long firstIndex, Consumer<Piece> arrived) {}

  private final Link link;
  private final long group;
  private final Agenda agenda;
  private final CommittedEntries own;
  private @Nullable Question open;

  /// @param group whose log it is, such as its origin; messages of others are dropped
  /// @param agenda the ordering's
  public PeerEntries(Link link, String group, Agenda agenda, CommittedEntries own) {
    this.link = link;
    this.group = Group.tag(group);
    this.agenda = agenda;
    this.own = own;
    link.listen(Link.Channel.REPAIR, this::received);
  }

  @Override
  public void fetch(ValidatorName peer, long firstIndex, long end, Consumer<Piece> arrived) {
    open = new Question(peer, firstIndex, arrived);
    byte[] message = new byte[HEAD_BYTES + 16];
    head(message, QUESTION).putLong(firstIndex).putLong(end);
    link.send(peer, Link.Channel.REPAIR, message);
  }

  private ByteBuffer head(byte[] message, byte kind) {
    return ByteBuffer.wrap(message).put(VERSION).put(kind).putLong(group);
  }

  /// Called by threads of the link.
  private void received(ValidatorName from, byte[] message) {
    agenda.execute(() -> take(from, message));
  }

  private void take(ValidatorName from, byte[] message) {
    try {
      var bytes = ByteBuffer.wrap(message);
      if (bytes.get() != VERSION) {
        return;
      }
      byte kind = bytes.get();
      if (bytes.getLong() != group) {
        return;
      }
      switch (kind) {
        case QUESTION -> answer(from, bytes.getLong(), bytes.getLong());
        case ANSWER -> answered(from, bytes.getLong(), bytes.getLong(), Batch.readFrom(bytes));
        default -> {}
      }
    } catch (BufferUnderflowException | IllegalArgumentException | IOException e) {
      // A bad message, or entries that cannot be read now: the peer asks again, or another node.
    }
  }

  private void answer(ValidatorName to, long firstIndex, long end) throws IOException {
    if (firstIndex < 0 || end <= firstIndex) {
      return;
    }
    var piece = own.read(firstIndex, end, MOST_BYTES);
    if (piece.isPresent()) {
      var batch = piece.get().batch();
      byte[] message = new byte[HEAD_BYTES + 16 + batch.sizeBytes()];
      batch.writeTo(head(message, ANSWER).putLong(firstIndex).putLong(piece.get().term()));
      link.send(to, Link.Channel.REPAIR, message);
    }
  }

  private void answered(ValidatorName from, long firstIndex, long term, Batch batch) {
    var asked = open;
    if (asked != null
        && asked.firstIndex == firstIndex
        && asked.peer.equals(from)
        && batch.count() > 0
        && term >= 0
        && term <= Integer.MAX_VALUE) {
      open = null;
      asked.arrived.accept(new Piece(term, batch));
    }
  }
}
