package org.genogate.gateway.cluster;

import java.io.IOException;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.TreeMap;
import org.genogate.gateway.config.ClusterFile;
import org.genogate.gateway.config.Founding;
import org.genogate.gateway.config.NodeAddress;
import org.genogate.gateway.config.NodeIdentity;
import org.genogate.ledger.FirstLaw;
import org.genogate.ledger.checkpoint.Policy;
import org.genogate.ledger.checkpoint.VerifierKey;
import org.genogate.ledger.event.Attestation;
import org.genogate.ledger.event.Entry;
import org.genogate.ledger.event.Event.Genesis;
import org.genogate.ledger.event.Event.KeyEnrolled;
import org.genogate.ledger.event.EventId;
import org.genogate.ledger.event.HolderTag;
import org.genogate.ledger.event.KeyRole;
import org.genogate.ledger.event.Validator;
import org.genogate.ledger.event.ValidatorName;
import org.genogate.ledger.key.PublicKey;
import org.genogate.ledger.vault.KeyName;
import org.genogate.ledger.vault.Vault;

/// Founds a cluster: begins a log that its nodes will keep, and wraps to each what all share.
public final class Founder {

  private static final int ORIGIN_BYTES = 8;

  private final Vault vault;
  private final SecureRandom random;
  private final Clock clock;

  /// @param vault of the node that founds; it is one of the cluster's
  public Founder(Vault vault, SecureRandom random, Clock clock) {
    this.vault = vault;
    this.random = random;
    this.clock = clock;
  }

  /// @throws ClusterMistakeException if the vault's node is none of them
  public ClusterFile found(String cluster, Candidates candidates)
      throws IOException, ClusterMistakeException {
    return found(cluster, candidates, FirstLaw.plain());
  }

  /// As the other, under this law.
  public ClusterFile found(String cluster, Candidates candidates, FirstLaw law)
      throws IOException, ClusterMistakeException {
    var self = self(candidates.nodes());
    var bytes = new byte[ORIGIN_BYTES];
    random.nextBytes(bytes);
    var origin = "genogate.invalid/" + HexFormat.of().formatHex(bytes);
    var founding = Founding.of(genesis(origin, candidates, law));
    // Made here and nowhere else: the others accept it.
    var _ = vault.cohortKey();
    var addresses = new TreeMap<ValidatorName, NodeAddress>();
    var secrets = new TreeMap<ValidatorName, byte[]>();
    for (var node : candidates.nodes()) {
      addresses.put(node.name(), node.address());
      if (!node.equals(self)) {
        secrets.put(
            node.name(), vault.offer(List.of(KeyName.LOG, KeyName.COHORT), node.wrapping()));
      }
    }
    return new ClusterFile(cluster, founding, self.name(), addresses, secrets);
  }

  private NodeIdentity self(List<NodeIdentity> nodes) throws IOException, ClusterMistakeException {
    var keys = new NodeKeys(vault);
    for (var node : nodes) {
      if (node.equals(keys.identity(node.name(), node.address()))) {
        return node;
      }
    }
    throw new ClusterMistakeException(
        "none of the files is of this data folder's node; write one with cluster identity");
  }

  private byte[] genesis(String origin, Candidates candidates, FirstLaw law) throws IOException {
    var operator = vault.signingKey("operator");
    var log = vault.signingKey("log").publicKey();
    var witnesses = new LinkedHashMap<String, VerifierKey>();
    var validators = new ArrayList<Validator>();
    var keys = new ArrayList<KeyEnrolled>();
    keys.add(enrolled(operator.publicKey(), KeyRole.OPERATOR));
    for (var node : candidates.nodes()) {
      var name = node.name().value();
      witnesses.put(name, NodeKeys.cosigner(origin, node));
      witnesses.put(name + NodeKeys.SECOND_KEY, NodeKeys.secondCosigner(origin, node));
      validators.add(new Validator(node.name(), node.node(), node.wrapping()));
      keys.add(enrolled(node.custodian(), KeyRole.CUSTODIAN));
    }
    keys.add(enrolled(log, KeyRole.LOG));
    keys.addAll(law.enrolled(random));
    var logKey = new VerifierKey(origin, VerifierKey.Kind.LOG, log);
    var genesis =
        new Genesis(
            EventId.random(random),
            origin,
            Policy.textOf(logKey, witnesses, candidates.quorum()),
            keys,
            clock.instant(),
            validators,
            law.endorsements());
    return Entry.unsigned(genesis).signedBy(origin, operator).encode();
  }

  private KeyEnrolled enrolled(PublicKey key, KeyRole role) {
    return new KeyEnrolled(
        EventId.random(random), key, role, HolderTag.random(random), Attestation.GENESIS);
  }
}
