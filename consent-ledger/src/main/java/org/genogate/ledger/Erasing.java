package org.genogate.ledger;

import java.io.IOException;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionException;
import java.util.function.Consumer;
import org.genogate.ledger.event.DestroyedBy;
import org.genogate.ledger.event.PersonTag;
import org.genogate.ledger.log.Agenda;
import org.genogate.ledger.log.Appender;
import org.genogate.ledger.log.Draft;
import org.genogate.ledger.log.RefusedEntryException;
import org.genogate.ledger.vault.Vault;
import org.jspecify.annotations.Nullable;

/// Carries out here what the ledger orders: destroys the keys of people whose erasure is final, and
/// says on the ledger that it did.
///
/// Nothing of this is remembered beside the ledger and the vault. At each start every order is
/// looked at again, so a crash, or a vault that was put back to a backup, ends the same way.
///
/// Everything but [#look] runs on the agenda, which waits for the vault's disk, and so is its own.
final class Erasing {

  /// What could not be done is tried again after this.
  private static final Duration AGAIN = Duration.ofSeconds(2);

  /// Who this node is among those who keep the ledger.
  interface Self {

    /// @return empty if it is none of them now: then nobody waits for its word
    Optional<DestroyedBy> name() throws IOException;

    Draft saying(PersonTag person, DestroyedBy by) throws IOException;
  }

  /// What happens after a key is gone.
  ///
  /// @param destroyed told whose terms must not stay in memory
  /// @param failed told that the vault's disk failed, once: it takes no more until it is reopened
  record Effects(Consumer<Collection<PersonTag>> destroyed, Consumer<IOException> failed) {}

  private final Erasures erasures;
  private final Vault vault;
  private final Self self;
  private final Appender appender;
  private final Effects effects;
  private final Agenda agenda;

  /// From here on: the agenda alone. Of whom nothing is left to do.
  private final Set<PersonTag> settled = new HashSet<>();

  /// Whose keys this run destroyed, or found destroyed.
  private final Set<PersonTag> destroyed = new HashSet<>();

  /// What is being said, with the same draft each time: its id makes the second time the first.
  private final Map<PersonTag, Draft> sayings = new HashMap<>();

  private final Set<PersonTag> underWay = new HashSet<>();
  private boolean failed;
  private boolean scheduled;

  Erasing(
      Erasures erasures,
      Vault vault,
      Self self,
      Appender appender,
      Effects effects,
      Agenda agenda) {
    this.erasures = erasures;
    this.vault = vault;
    this.self = self;
    this.appender = appender;
    this.effects = effects;
    this.agenda = agenda;
  }

  /// Something may have become final. Any thread may call this, at any rate that seals have.
  void look() {
    agenda.execute(this::carryOut);
  }

  private void carryOut() {
    var open =
        erasures.allFinal().stream()
            .filter(erasure -> !settled.contains(erasure.person()))
            .toList();
    if (open.isEmpty()) {
      return;
    }
    try {
      destroy(open);
      var name = self.name();
      if (name.isPresent()) {
        for (var erasure : open) {
          say(erasure, name.get());
        }
      }
    } catch (IOException e) {
      if (!failed) {
        failed = true;
        effects.failed().accept(e);
      }
    }
    lookAgain();
  }

  private void destroy(List<OrderedErasure> open) throws IOException {
    var doomed =
        open.stream()
            .map(OrderedErasure::person)
            .filter(person -> !destroyed.contains(person))
            .toList();
    if (doomed.isEmpty()) {
      return;
    }
    // Not asked whether it was done before: only the vault knows whether that is durable.
    vault.erase(doomed);
    effects.destroyed().accept(doomed);
    destroyed.addAll(doomed);
  }

  private void say(OrderedErasure erasure, DestroyedBy by) throws IOException {
    var person = erasure.person();
    if (erasure.done().contains(by)) {
      settled.add(person);
      sayings.remove(person);
      return;
    }
    if (!destroyed.contains(person) || !underWay.add(person)) {
      return;
    }
    var draft = sayings.get(person);
    if (draft == null) {
      draft = self.saying(person, by);
      sayings.put(person, draft);
    }
    var _ =
        appender
            .append(draft)
            .whenComplete((_, failure) -> agenda.execute(() -> said(person, failure)));
  }

  private void said(PersonTag person, @Nullable Throwable failure) {
    underWay.remove(person);
    var cause = failure instanceof CompletionException ? failure.getCause() : failure;
    if (cause instanceof RefusedEntryException) {
      // It stands already under another id, or this node has another name by now.
      sayings.remove(person);
    }
  }

  private void lookAgain() {
    if (!scheduled) {
      scheduled = true;
      agenda.schedule(
          AGAIN,
          () -> {
            scheduled = false;
            carryOut();
          });
    }
  }
}
