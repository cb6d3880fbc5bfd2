package org.genogate.ledger;

import java.io.IOException;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import org.genogate.ledger.event.AccessId;
import org.genogate.ledger.event.DatasetTag;
import org.genogate.ledger.log.LedgerLog;
import org.genogate.ledger.merkle.Hash;
import org.genogate.ledger.receipt.AccessHistory;
import org.genogate.ledger.receipt.CloseDetail;
import org.genogate.ledger.receipt.CohortRoots;
import org.genogate.ledger.receipt.Outcome;
import org.genogate.ledger.receipt.Salt;

/// What is done with data: which accesses began, how they ended, and who was refused.
///
/// Appends are asynchronous and can fail, as those of [Ledger].
public final class Accesses {

  /// For refusals that no dataset can be named for.
  private static final DatasetTag NO_DATASET = new DatasetTag(new UUID(0, 0));

  private final Appending appending;
  private final LedgerLog log;
  private final Folds folds;
  private final Scribe scribe;
  private final CohortRoots roots;
  private final SecureRandom random;

  /// Those that began in this run and did not end: somebody here knows how far they are.
  private final Set<AccessId> begun = ConcurrentHashMap.newKeySet();

  Accesses(
      Appending appending,
      LedgerLog log,
      Folds folds,
      Scribe scribe,
      CohortRoots roots,
      SecureRandom random) {
    this.appending = appending;
    this.log = log;
    this.folds = folds;
    this.scribe = scribe;
    this.roots = roots;
    this.random = random;
  }

  /// Records that an access may begin.
  public CompletableFuture<Recorded> open(Opening opening) {
    var root = roots.root(opening.cohort(), opening.consulted().consent());
    begun.add(opening.access());
    return appending
        .append(scribe.opened(opening, history().reference(opening.cohort()), root))
        .whenComplete((_, failure) -> {
          if (failure != null) {
            begun.remove(opening.access());
          }
        });
  }

  /// Records how an access ended.
  ///
  /// @param bytes of the body
  /// @param body its root
  /// @param ledgerSize the largest that any row's mask was computed at
  public CompletableFuture<Recorded> close(
      AccessId access, Outcome outcome, long bytes, long records, Hash body, long ledgerSize) {
    var detail =
        new CloseDetail(
            Salt.random(random),
            appending.clock().instant(),
            bytes,
            records,
            outcome,
            body,
            ledgerSize);
    return appending
        .append(scribe.closed(access, detail))
        .whenComplete((_, _) -> begun.remove(access));
  }

  /// Closes as unknown the accesses that this node began and nobody here knows the end of: those
  /// that a stop cut off, and those whose own end could not be recorded.
  ///
  /// @return fails if one of them could not be closed now
  public CompletableFuture<Void> closeAbandoned() throws IOException {
    var closings = new ArrayList<CompletableFuture<Recorded>>();
    for (var access : history().underWay()) {
      var id = access.event().access();
      if (!begun.contains(id) && scribe.wrote(log.read(access.index()))) {
        closings.add(close(id, Outcome.UNKNOWN, 0, 0, Hash.zero(), 0));
      }
    }
    return CompletableFuture.allOf(closings.toArray(CompletableFuture[]::new));
  }

  /// Records that requests were refused.
  public CompletableFuture<Recorded> refuse(Refusal refusal) {
    return appending.append(scribe.refused(refusal, dataset(refusal)));
  }

  private DatasetTag dataset(Refusal refusal) {
    var name =
        switch (refusal.about()) {
          case Refusal.About.Strangers _ -> "";
          case Refusal.About.Everybody(var who) -> who.dataset();
          case Refusal.About.One(var who, _) -> who.dataset();
        };
    return folds.privateFold().datasets().stream()
        .filter(known -> known.name().equals(name))
        .map(PublishedDataset::dataset)
        .findFirst()
        .orElse(NO_DATASET);
  }

  private AccessHistory history() {
    return folds.privateFold().history();
  }
}
