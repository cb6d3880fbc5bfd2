package org.genogate.gateway.cluster;

import java.io.IOException;
import java.util.List;
import org.genogate.cluster.finality.Cosigner;
import org.genogate.gateway.config.Founding;
import org.genogate.gateway.config.NodeAddress;
import org.genogate.gateway.config.NodeIdentity;
import org.genogate.ledger.checkpoint.VerifierKey;
import org.genogate.ledger.event.ValidatorName;
import org.genogate.ledger.key.SigningKey;
import org.genogate.ledger.vault.Vault;

/// The keys by which the other nodes know this one, in its vault.
public final class NodeKeys {

  /// Ends a policy's name for a validator's second key.
  static final String SECOND_KEY = ".pq";

  private static final String NODE = "node";
  private static final String COSIGNER = "cosigner";
  private static final String CUSTODIAN = "custodian";

  private final Vault vault;

  public NodeKeys(Vault vault) {
    this.vault = vault;
  }

  /// What the others may know. Makes the keys on first use.
  public NodeIdentity identity(ValidatorName name, NodeAddress address) throws IOException {
    return new NodeIdentity(
        name,
        address,
        node().publicKey(),
        vault.wrappingKey().publicKey(),
        vault.signingKey(COSIGNER).publicKey(),
        vault.mlDsaKey(COSIGNER).publicKey(),
        vault.signingKey(CUSTODIAN).publicKey());
  }

  SigningKey node() throws IOException {
    return vault.signingKey(NODE);
  }

  /// In the order of their lines under a checkpoint.
  List<Cosigner> cosigners(Founding founding, ValidatorName self) throws IOException {
    var name = cosignerName(founding.origin(), self);
    var second = vault.mlDsaKey(COSIGNER);
    return List.of(
        Cosigner.ofEd25519(name, vault.signingKey(COSIGNER)),
        (note, time) -> note.cosign(name, second, time));
  }

  /// Of this node's first line under a checkpoint.
  VerifierKey cosignerKey(Founding founding, ValidatorName self) throws IOException {
    return new VerifierKey(
        cosignerName(founding.origin(), self),
        VerifierKey.Kind.COSIGNER,
        vault.signingKey(COSIGNER).publicKey());
  }

  /// What a validator's lines under the checkpoints of a log are called.
  static String cosignerName(String origin, ValidatorName validator) {
    return "%s/validator/%s".formatted(origin, validator);
  }

  static VerifierKey cosigner(String origin, NodeIdentity node) {
    return new VerifierKey(
        cosignerName(origin, node.name()), VerifierKey.Kind.COSIGNER, node.cosigner());
  }

  static VerifierKey secondCosigner(String origin, NodeIdentity node) {
    return new VerifierKey(
        cosignerName(origin, node.name()), VerifierKey.Kind.PQ_COSIGNER, node.secondCosigner());
  }
}
