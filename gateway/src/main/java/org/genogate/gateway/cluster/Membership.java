package org.genogate.gateway.cluster;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.genogate.gateway.config.ClusterFile;
import org.genogate.gateway.config.Founding;
import org.genogate.gateway.config.NodeIdentity;
import org.genogate.ledger.checkpoint.VerifierKey;
import org.genogate.ledger.event.Event.KeyEnrolled;
import org.genogate.ledger.event.ValidatorName;
import org.genogate.ledger.vault.Acceptance;
import org.genogate.ledger.vault.InvalidOfferException;
import org.genogate.ledger.vault.KeyName;
import org.genogate.ledger.vault.Vault;

/// A data folder's place in a cluster.
///
/// A custodian whose node came later is known by the ledger alone, so it is not looked for here.
///
/// @param self which of its nodes this is, by the keys of its vault
public record Membership(ClusterFile file, ValidatorName self) {

  /// Makes the folder at `data` one of the cluster's: takes the secrets that its nodes share, and
  /// keeps the file. To join again with the same file changes nothing.
  ///
  /// @param ledger where the folder's ledger lies, or will
  /// @throws ClusterMistakeException if the folder's node is none of the cluster's, or the folder
  ///   has another ledger
  public static Membership join(Path data, Path ledger, Vault vault, ClusterFile file)
      throws IOException, ClusterMistakeException {
    var membership = of(file, vault);
    requireNoOther(ledger, file.founding());
    membership.takeSecrets(vault);
    Files.createDirectories(ledger);
    Files.writeString(ledger.resolve("vkey"), file.founding().logKey() + "\n");
    Files.writeString(ledger.resolve("origin"), file.founding().origin() + "\n");
    var own = ClusterFile.in(data);
    Files.createDirectories(own.getParent());
    file.write(own);
    return membership;
  }

  /// @throws ClusterMistakeException if the vault is of none of the cluster's nodes
  public static Membership of(ClusterFile file, Vault vault)
      throws IOException, ClusterMistakeException {
    var keys = new NodeKeys(vault);
    for (var validator : file.council().validators()) {
      if (validator.node().equals(keys.node().publicKey())) {
        requireAllKeys(file, validator.name(), keys);
        return new Membership(file, validator.name());
      }
    }
    var own = keys.node().publicKey();
    if (file.founding().validators().stream().anyMatch(each -> each.node().equals(own))) {
      throw new ClusterMistakeException(
          "this node was taken out of the cluster; to come back it begins anew, in an empty data"
              + " folder, with cluster identity and cluster add");
    }
    throw new ClusterMistakeException(
        "this data folder's node is none of the cluster's; begin with cluster identity, and if it"
            + " was taken out, in an empty data folder");
  }

  private static void requireAllKeys(ClusterFile file, ValidatorName name, NodeKeys keys)
      throws IOException, ClusterMistakeException {
    var founding = file.founding();
    var own = keys.identity(name, file.addressOf(name));
    var witnesses = file.council().policy().witnesses();
    var first = NodeKeys.cosigner(founding.origin(), own);
    var second = NodeKeys.secondCosigner(founding.origin(), own);
    boolean all =
        file.council().validator(name).orElseThrow().wrapping().equals(own.wrapping())
            && first.equals(witnesses.get(name.value()))
            && second.equals(witnesses.get(name.value() + NodeKeys.SECOND_KEY))
            && (file.council().epoch() > 0 || isEnrolled(founding, own));
    if (!all) {
      throw new ClusterMistakeException(
          "the cluster knows this node by keys that it does not have");
    }
  }

  private static boolean isEnrolled(Founding founding, NodeIdentity own) {
    return founding.genesis().keys().stream()
        .map(KeyEnrolled::key)
        .anyMatch(own.custodian()::equals);
  }

  private static void requireNoOther(Path ledger, Founding founding)
      throws IOException, ClusterMistakeException {
    var origin = ledger.resolve("origin");
    if (Files.exists(origin) && !Files.readString(origin).strip().equals(founding.origin())) {
      throw new ClusterMistakeException("this data folder has another ledger already");
    }
  }

  private void takeSecrets(Vault vault) throws IOException, ClusterMistakeException {
    var founding = file.founding();
    if (!self.equals(file.founder())) {
      var wrapped = file.secrets().get(self);
      if (wrapped != null) {
        accept(vault, wrapped);
      } else if (!vault.holds(KeyName.LOG) || !vault.holds(KeyName.COHORT)) {
        throw new ClusterMistakeException("the cluster's file holds no secrets for " + self);
      }
    }
    var logKey =
        new VerifierKey(
            founding.origin(), VerifierKey.Kind.LOG, vault.signingKey("log").publicKey());
    if (!logKey.equals(founding.logKey())) {
      throw new ClusterMistakeException("this data folder has the key of another log already");
    }
  }

  private void accept(Vault vault, byte[] wrapped) throws IOException, ClusterMistakeException {
    try {
      var founder =
          file.validator(file.founder())
              .orElseThrow(() ->
                  new ClusterMistakeException("the file does not say who wrapped its secrets"));
      var outcome = vault.accept(wrapped, founder.wrapping());
      for (var name : new KeyName[] {KeyName.LOG, KeyName.COHORT}) {
        var became = outcome.get(name);
        if (became != Acceptance.ADDED && became != Acceptance.HELD) {
          throw new ClusterMistakeException(
              "this data folder has secrets of another ledger already, or the file lacks them");
        }
      }
    } catch (InvalidOfferException e) {
      throw new ClusterMistakeException("the secrets are not the founder's for " + self, e);
    }
  }
}
