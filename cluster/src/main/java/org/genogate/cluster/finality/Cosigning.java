package org.genogate.cluster.finality;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.genogate.cluster.link.Link;
import org.genogate.cluster.link.Mailbox;
import org.genogate.ledger.checkpoint.Checkpoint;
import org.genogate.ledger.checkpoint.InvalidNoteException;
import org.genogate.ledger.checkpoint.SignedNote;
import org.genogate.ledger.checkpoint.VerifierKey;
import org.genogate.ledger.event.ValidatorName;
import org.genogate.ledger.log.Agenda;
import org.genogate.ledger.log.Finality;
import org.jspecify.annotations.Nullable;

/// Finality by cosignatures: this node's own, and those that others send.
///
/// Each checkpoint is published once, as soon as the quorum's lines are there, and never below one
/// that is final already. Lines that come later are added to [#newestFinal] and not published
/// again.
///
/// May be called by any thread; the work is done by the agenda.
public final class Cosigning implements Finality {

  /// A seal further from this node's clock is not cosigned.
  static final Duration MOST_SKEW = Duration.ofSeconds(5);

  static final Duration RESEND = Duration.ofSeconds(1);

  /// More checkpoints do not wait for a quorum; the oldest are given up.
  private static final int MOST_PENDING = 64;

  /// More messages of one peer do not wait for the agenda.
  private static final int MOST_WAITING = 64;

  private final Node node;
  private final VerifierKey log;
  private final SealClaims claims;
  private final FinalityListener listener;
  private final RisingSigner signer;
  private final Watch watch;
  private final Contradictions contradictions;
  private final Early early = new Early();

  // For the agenda alone.
  private final TreeMap<Long, Gathering> gatherings = new TreeMap<>();
  private final Map<ValidatorName, byte[]> lastNotes = new HashMap<>();
  private final Map<ValidatorName, Long> answered = new HashMap<>();
  private @Nullable Gathering lastSigned;
  private long sealed;
  private long finalSize;
  private boolean refusing;
  private long dropped;

  private volatile @Nullable SignedNote newestFinal;
  private volatile FinalityStatus status =
      new FinalityStatus(0, 0, Duration.ZERO, false, 0, new TreeMap<>());

  /// How this node signs.
  ///
  /// @param log whose checkpoints these are
  public record Signer(VerifierKey log, List<Cosigner> cosigners, SignedMemory memory) {}

  /// Where finality lives.
  public record Node(Link link, Agenda agenda, Clock wall) {}

  /// @throws IOException if what was cosigned before cannot be read
  public Cosigning(Node node, Signer signer, SealClaims claims, FinalityListener listener)
      throws IOException {
    this.node = node;
    this.log = signer.log();
    this.claims = claims;
    this.listener = listener;
    this.signer = new RisingSigner(signer.cosigners(), signer.memory(), claims);
    this.watch = new Watch(listener);
    this.contradictions = new Contradictions(claims, listener);
  }

  /// This node may have cosigned anything of at most `size`, and forgotten it: it signs nothing up
  /// to there, now or after a restart.
  ///
  /// @param own of this node's lines under `known`, which it does not remember: it signs nothing
  ///   smaller any more, nothing that does not grow from it, and nothing of an earlier time
  /// @return completes once that is durable, on the agenda; fails if it cannot be
  public CompletableFuture<Void> forgot(long size, VerifierKey own, List<SignedNote> known) {
    var done = new CompletableFuture<Void>();
    node.agenda()
        .execute(() -> {
          try {
            signer.abstainUpTo(size);
            for (var note : known) {
              signer.remember(Checkpoint.parse(note.text()), CheckedLine.timeBy(own, note));
            }
            done.complete(null);
          } catch (IOException | InvalidNoteException e) {
            stop(size, "what was signed cannot be remembered");
            done.completeExceptionally(e);
          }
        });
    return done;
  }

  /// Begins, once.
  public void start() {
    node.link()
        .listen(Link.Channel.FINALITY, new Mailbox(node.agenda(), MOST_WAITING, this::received));
    node.agenda()
        .execute(() -> {
          broadcast(new FinalityMessage.Ask());
          tick();
        });
  }

  private void tick() {
    var newest = gatherings.isEmpty() ? null : gatherings.lastEntry().getValue();
    if (newest != null && !newest.isFinal()) {
      broadcast(new FinalityMessage.Ask());
    }
    if (lastSigned != null && !lastSigned.isComplete()) {
      broadcast(new FinalityMessage.Cosigned(lastSigned.note()));
    }
    show();
    node.agenda().schedule(RESEND, this::tick);
  }

  @Override
  public void sealed(Checkpoint checkpoint, SignedNote note, Consumer<SignedNote> publish) {
    var claim = claims.of(checkpoint);
    node.agenda().execute(() -> begin(checkpoint, note, claim, publish));
  }

  private void begin(
      Checkpoint checkpoint,
      SignedNote note,
      SealClaims.Claim claim,
      Consumer<SignedNote> publish) {
    long now = node.agenda().nanoTime();
    var gathering = new Gathering(checkpoint, note, claim.policy(), publish, now);
    gatherings.put(checkpoint.size(), gathering);
    sealed = Math.max(sealed, checkpoint.size());
    if (gatherings.size() > MOST_PENDING) {
      gatherings.pollFirstEntry();
    }
    if (isTimely(checkpoint, claim)) {
      cosign(gathering);
    }
    finish(gathering);
    early.take(checkpoint.size()).forEach(waiting -> judge(waiting.from(), waiting.note()));
    show();
  }

  private boolean isTimely(Checkpoint checkpoint, SealClaims.Claim claim) {
    var ahead = Duration.between(node.wall().instant(), claim.time());
    boolean timely = ahead.abs().compareTo(MOST_SKEW) <= 0;
    if (!timely) {
      listener.untimely(checkpoint, ahead);
    }
    return timely;
  }

  private void cosign(Gathering gathering) {
    if (refusing) {
      return;
    }
    var checkpoint = gathering.checkpoint();
    try {
      var cosigned = signer.sign(checkpoint, gathering.note(), node.wall().instant());
      if (cosigned.isPresent()) {
        lastSigned = gathering;
        broadcast(new FinalityMessage.Cosigned(cosigned.get()));
        add(node.link().self(), gathering, cosigned.get());
      }
    } catch (RisingSigner.ContradictionException e) {
      stop(checkpoint.size(), e.reason());
    } catch (IOException e) {
      stop(checkpoint.size(), "what is cosigned cannot be remembered");
    }
  }

  /// Stops cosigning until the next start: the entry at `index` breaks a rule. What others make
  /// final is still published: the quorum decides, and this node's objection goes on the ledger.
  @Override
  public void refused(long index, String reason) {
    node.agenda().execute(() -> stop(index, reason));
  }

  private void stop(long index, String reason) {
    if (!refusing) {
      refusing = true;
      listener.refused(index, reason);
    }
  }

  private void received(ValidatorName from, byte[] bytes) {
    if (Arrays.equals(lastNotes.get(from), bytes)) {
      return;
    }
    var message = FinalityMessage.parse(bytes);
    if (message.isEmpty()) {
      dropped++;
      return;
    }
    switch (message.get()) {
      case FinalityMessage.Ask _ -> answer(from);
      case FinalityMessage.Cosigned(var note) -> {
        lastNotes.put(from, bytes);
        judge(from, note);
      }
    }
  }

  /// With the newest final checkpoint and the newest of all; not more often than a few times
  /// between two that are sent anyway.
  private void answer(ValidatorName to) {
    long now = node.agenda().nanoTime();
    var before = answered.get(to);
    if (before != null && now - before < RESEND.dividedBy(4).toNanos()) {
      return;
    }
    answered.put(to, now);
    for (Gathering gathering : gatherings.values()) {
      if (gathering.isFinal() || gathering.checkpoint().size() == sealed) {
        var message = new FinalityMessage.Cosigned(gathering.note());
        node.link().send(to, Link.Channel.FINALITY, message.toBytes());
      }
    }
  }

  private void judge(ValidatorName from, SignedNote note) {
    Checkpoint checkpoint;
    try {
      checkpoint = Checkpoint.verify(note, log);
    } catch (InvalidNoteException e) {
      dropped++;
      return;
    }
    if (checkpoint.size() > sealed || gatherings.isEmpty()) {
      early.keep(from, checkpoint.size(), note);
      return;
    }
    var gathering = Optional.ofNullable(gatherings.get(checkpoint.size()));
    var policy = gathering.orElseGet(() -> gatherings.lastEntry().getValue()).policy();
    var ours = gathering.orElseGet(() -> gatherings.lastEntry().getValue()).note();
    var root = gathering.map(held -> held.checkpoint().root());
    boolean agrees = contradictions.agrees(from, checkpoint, note, root, ours);
    var checked = CheckedLine.check(note, policy);
    checked.lines().forEach(line -> watch.saw(checkpoint, note, line));
    watch.sentWrong(from, checked.wrong());
    if (agrees && gathering.isPresent()) {
      gathering.get().add(checked.lines());
      finish(gathering.get());
    }
  }

  /// Adds this node's own lines, as far as the policy knows its keys.
  private void add(ValidatorName self, Gathering gathering, SignedNote cosigned) {
    var checked = CheckedLine.check(cosigned, gathering.policy());
    checked.lines().forEach(line -> watch.saw(gathering.checkpoint(), cosigned, line));
    watch.sentWrong(self, checked.wrong());
    gathering.add(checked.lines());
  }

  private void finish(Gathering gathering) {
    long size = gathering.checkpoint().size();
    if (!gathering.isFinal() || size < finalSize) {
      return;
    }
    newestFinal = gathering.note();
    if (size > finalSize) {
      finalSize = size;
      gatherings.headMap(size).clear();
      gathering.publish();
    }
  }

  private void show() {
    var validators = new TreeMap<ValidatorName, FinalityStatus.Validator>();
    if (!gatherings.isEmpty()) {
      for (VerifierKey key : gatherings.lastEntry().getValue().policy().witnesses().values()) {
        CheckedLine.validator(log.name(), key)
            .ifPresent(name -> validators.put(name, watch.status(name, sealed)));
      }
    }
    var waiting = gatherings.higherEntry(finalSize);
    var lag =
        waiting == null
            ? Duration.ZERO
            : Duration.ofNanos(node.agenda().nanoTime() - waiting.getValue().sinceNanos());
    status = new FinalityStatus(sealed, finalSize, lag, refusing, dropped, validators);
  }

  private void broadcast(FinalityMessage message) {
    byte[] bytes = message.toBytes();
    for (ValidatorName peer : node.link().members()) {
      if (!peer.equals(node.link().self())) {
        node.link().send(peer, Link.Channel.FINALITY, bytes);
      }
    }
  }

  /// The largest note that this validator was seen to cosign since the start, final or not.
  public Optional<SignedNote> newestOf(ValidatorName validator) {
    return watch.newestOf(validator);
  }

  /// The newest final checkpoint with every line that came, also after it was published.
  public Optional<SignedNote> newestFinal() {
    return Optional.ofNullable(newestFinal);
  }

  /// A second old at most.
  public FinalityStatus status() {
    return status;
  }
}
