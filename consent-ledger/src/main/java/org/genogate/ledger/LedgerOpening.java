package org.genogate.ledger;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.genogate.ledger.checkpoint.VerifierKey;
import org.genogate.ledger.consent.ConsentFold;
import org.genogate.ledger.event.Attestation;
import org.genogate.ledger.event.Entry;
import org.genogate.ledger.event.Event.Genesis;
import org.genogate.ledger.event.Event.KeyEnrolled;
import org.genogate.ledger.event.EventId;
import org.genogate.ledger.event.HolderTag;
import org.genogate.ledger.event.KeyRole;
import org.genogate.ledger.key.SigningKey;
import org.genogate.ledger.log.CorruptLogException;
import org.genogate.ledger.log.Draft;
import org.genogate.ledger.log.LedgerLog;
import org.genogate.ledger.log.LogSettings;
import org.genogate.ledger.receipt.CohortRoots;
import org.genogate.ledger.state.PublicFold;
import org.genogate.ledger.vault.KeyName;
import org.genogate.ledger.vault.Vault;

/// Brings a ledger up: recovers the log, replays what is in it, begins it if it is empty, and ends
/// what a stop cut off.
final class LedgerOpening {

  private static final int ORIGIN_BYTES = 8;

  private final Path directory;
  private final Vault vault;
  private final Clock clock;
  private final SecureRandom random;
  private final Replication replication;
  private final FirstLaw law;

  /// @param law of a log that is begun here
  LedgerOpening(
      Path directory,
      Vault vault,
      Clock clock,
      SecureRandom random,
      Replication replication,
      FirstLaw law) {
    this.law = law;
    this.replication = replication;
    this.directory = directory;
    this.vault = vault;
    this.clock = clock;
    this.random = random;
  }

  Ledger open() throws IOException {
    try {
      return openLedger();
    } catch (IOException | RuntimeException e) {
      replication.close();
      throw e;
    }
  }

  private Ledger openLedger() throws IOException {
    Files.createDirectories(directory);
    var key = vault.signingKey("log");
    var origin = origin();
    var payloads = new Payloads(vault, random, replication::want);
    var privateFold = new PrivateFold(payloads, ConsentFold.empty());
    var folds = new Folds(PublicFold.empty(origin), privateFold, clock);
    var log = openLog(LogSettings.of(directory, origin, key), folds);
    try {
      replay(log, folds);
      folds.sealed(log.sealedSize());
      folds.advance(clock.instant());
      replication.attach(log, new Facts(folds, log, payloads, replication.agendas().applying()));
      log.start(
          replication.ordering(),
          replication.finality(),
          replication.agendas(),
          replication::folded);
      var appender = replication.begin();
      if (alone()) {
        await(log.leading());
        if (log.size() == 0) {
          await(log.appender().append(new Draft(genesis(origin, key), new byte[0])));
        }
      }
      var scribe =
          new Scribe(
              origin, vault.signingKey("custodian"), payloads, vault.cohortKey(), random, clock);
      var appending = new Appending(appender, clock);
      var roots = new CohortRoots(vault.cohortKey());
      var verifier = new VerifierKey(origin, VerifierKey.Kind.LOG, key.publicKey());
      var parts =
          new Ledger.Parts(
              new Consents(appending, folds, scribe, replication::share),
              new Accesses(appending, log, folds, scribe, roots, random),
              new Receipts(log, folds, roots, verifier),
              new Releases(origin, log, appending, folds, scribe, operator()));
      var ledger = new Ledger(log, folds, scribe, appending, replication, parts);
      if (alone()) {
        await(ledger.accesses().closeAbandoned());
      }
      ledger.carryOutErasures(vault);
      return ledger;
    } catch (IOException | RuntimeException e) {
      log.close();
      throw e;
    }
  }

  /// Of several nodes one that finds its log damaged puts it aside, and gets it from the others. It
  /// remembers beside its log what it cosigned, so that it neither votes nor signs before.
  private LedgerLog openLog(LogSettings settings, Folds folds) throws IOException {
    try {
      return LedgerLog.open(settings, folds);
    } catch (CorruptLogException e) {
      if (alone()) {
        throw e;
      }
      replication.repairs(e, LedgerLog.setAside(settings, replication.ordering().promises()));
      return LedgerLog.open(settings, folds);
    }
  }

  private boolean alone() {
    return replication.say() == Replication.Say.ALONE;
  }

  /// The log's name is chosen once, and lies beside it with its verifier key for whoever wants to
  /// check it.
  private String origin() throws IOException {
    var file = directory.resolve("origin");
    if (Files.exists(file)) {
      return Files.readString(file).strip();
    }
    var name = new byte[ORIGIN_BYTES];
    random.nextBytes(name);
    var origin = "genogate.invalid/" + HexFormat.of().formatHex(name);
    var key = new VerifierKey(origin, VerifierKey.Kind.LOG, vault.signingKey("log").publicKey());
    Files.writeString(directory.resolve("vkey"), key + "\n");
    Files.writeString(file, origin + "\n");
    return origin;
  }

  private static void replay(LedgerLog log, Folds folds) throws IOException {
    try {
      log.replay(
          0,
          stored -> {
            try {
              folds.replay(stored, stored.index() < log.sealedSize());
            } catch (CorruptLogException e) {
              throw new UncheckedIOException(e);
            }
          });
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  private byte[] genesis(String origin, SigningKey logKey) throws IOException {
    var operator = vault.signingKey("operator");
    var verifier = new VerifierKey(origin, VerifierKey.Kind.LOG, logKey.publicKey());
    var genesis =
        new Genesis(
            EventId.random(random),
            origin,
            "log %s\nquorum none\n".formatted(verifier),
            keys(operator, logKey),
            clock.instant(),
            List.of(),
            law.endorsements());
    return Entry.unsigned(genesis).signedBy(origin, operator).encode();
  }

  private List<KeyEnrolled> keys(SigningKey operator, SigningKey logKey) throws IOException {
    var keys = new ArrayList<KeyEnrolled>();
    keys.add(enrolled(operator, KeyRole.OPERATOR));
    keys.add(enrolled(vault.signingKey("custodian"), KeyRole.CUSTODIAN));
    keys.add(enrolled(logKey, KeyRole.LOG));
    keys.addAll(law.enrolled(random));
    return keys;
  }

  /// Empty on a node that did not begin the log; it is never made here.
  private Optional<SigningKey> operator() throws IOException {
    return vault.holds(KeyName.OPERATOR)
        ? Optional.of(vault.signingKey("operator"))
        : Optional.empty();
  }

  private static void await(CompletableFuture<?> begun) throws IOException {
    try {
      var _ = begun.get();
    } catch (ExecutionException e) {
      throw new IOException("the ledger could not be begun", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while the ledger was begun", e);
    }
  }

  private KeyEnrolled enrolled(SigningKey key, KeyRole role) {
    return new KeyEnrolled(
        EventId.random(random),
        key.publicKey(),
        role,
        HolderTag.random(random),
        Attestation.GENESIS);
  }
}
