package org.genogate.gateway.cluster;

import java.io.IOException;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.TreeMap;
import org.genogate.gateway.config.ChangeFile;
import org.genogate.gateway.config.ClusterFile;
import org.genogate.gateway.config.Council;
import org.genogate.gateway.config.NodeIdentity;
import org.genogate.ledger.checkpoint.InvalidNoteException;
import org.genogate.ledger.checkpoint.Policy;
import org.genogate.ledger.checkpoint.VerifierKey;
import org.genogate.ledger.event.Attestation;
import org.genogate.ledger.event.Entry;
import org.genogate.ledger.event.Event.KeyEnrolled;
import org.genogate.ledger.event.Event.PolicyChanged;
import org.genogate.ledger.event.EventId;
import org.genogate.ledger.event.HolderTag;
import org.genogate.ledger.event.KeyRole;
import org.genogate.ledger.event.Validator;
import org.genogate.ledger.event.ValidatorName;
import org.genogate.ledger.key.PublicKey;
import org.genogate.ledger.state.Epoch;
import org.genogate.ledger.vault.KeyName;
import org.genogate.ledger.vault.Vault;

/// Whom to add to those who keep a ledger, and whom to remove.
///
/// @param quorum how many of the nodes make an entry final from then on; or [#FEWEST]

public record Change(List<NodeIdentity> add, List<ValidatorName> remove, int quorum) {

  /// Stands for the fewest that are safe.
  public static final int FEWEST = 0;

  public Change {
    add = List.copyOf(add);
    remove = List.copyOf(remove);
  }

  /// Writes it down for all to sign, signed by the vault's node.
  ///
  /// @param file of the vault's node now
  /// @param epoch in force, as the ledger says; the one of the file
  /// @throws ClusterMistakeException if no cluster can be changed so
  public ChangeFile propose(
      ClusterFile file, Epoch epoch, Vault vault, SecureRandom random, Clock clock)
      throws IOException, ClusterMistakeException {
    var self = Membership.of(file, vault).self();
    requirePossible(file, self);
    var policy = policy(file);
    var validators = new ArrayList<>(epoch.validators());
    validators.removeIf(validator -> remove.contains(validator.name()));
    add.forEach(node -> validators.add(new Validator(node.name(), node.node(), node.wrapping())));
    requireMeeting(epoch, policy);
    var keys = new NodeKeys(vault);
    var origin = file.founding().origin();
    var event =
        new PolicyChanged(
            EventId.random(random),
            epoch.number() + 1,
            validators,
            policy,
            clock.instant(),
            epoch.endorsements());
    var entry = Entry.unsigned(event).signedBy(origin, keys.node()).encode();
    var addresses = new TreeMap<>(file.addresses());
    remove.forEach(addresses::remove);
    var secrets = new TreeMap<ValidatorName, byte[]>();
    var enrolments = new ArrayList<byte[]>();
    for (var node : add) {
      addresses.put(node.name(), node.address());
      secrets.put(node.name(), vault.offer(List.of(KeyName.LOG, KeyName.COHORT), node.wrapping()));
      enrolments.add(
          Entry.unsigned(enrolled(node.custodian(), random))
              .signedBy(origin, vault.signingKey("custodian"))
              .encode());
    }
    var proposed =
        new ClusterFile(
            file.cluster(),
            file.founding(),
            Council.of(file.founding(), entry),
            self,
            addresses,
            secrets);
    return new ChangeFile(proposed, enrolments);
  }

  private static KeyEnrolled enrolled(PublicKey key, SecureRandom random) {
    return new KeyEnrolled(
        EventId.random(random),
        key,
        KeyRole.CUSTODIAN,
        HolderTag.random(random),
        Attestation.AT_DESK);
  }

  private void requirePossible(ClusterFile file, ValidatorName self)
      throws ClusterMistakeException {
    if (add.isEmpty() && remove.isEmpty()) {
      throw new ClusterMistakeException("nothing would change: say whom to add or to remove");
    }
    var names = file.council().names();
    for (var name : remove) {
      if (!names.contains(name)) {
        throw new ClusterMistakeException("%s is no node of the cluster".formatted(name));
      }
    }
    if (!add.isEmpty() && remove.contains(self)) {
      throw new ClusterMistakeException(
          "%s gives the new nodes their secrets: let a node propose this that stays"
              .formatted(self));
    }
    requireStrangers(file);
    int count = names.size() - new HashSet<>(remove).size() + add.size();
    if (count < 2 || count > Candidates.MOST) {
      throw new ClusterMistakeException(
          "a cluster has 2 to %d nodes, not %d".formatted(Candidates.MOST, count));
    }
  }

  /// Names, addresses and keys of the new nodes are nobody else's.
  private void requireStrangers(ClusterFile file) throws ClusterMistakeException {
    var taken = new HashSet<Object>(file.council().names());
    taken.addAll(file.addresses().values());
    for (var validator : file.council().validators()) {
      taken.add(validator.node());
      taken.add(validator.wrapping());
    }
    file.council().policy().witnesses().values().forEach(witness -> taken.add(witness.key()));
    for (var node : add) {
      var own =
          List.of(
              node.name(),
              node.address(),
              node.node(),
              node.wrapping(),
              node.cosigner(),
              node.secondCosigner());
      for (var each : own) {
        if (!taken.add(each)) {
          throw new ClusterMistakeException(
              "%s has a name, an address or a key that a node has already".formatted(node.name()));
        }
      }
    }
  }

  private String policy(ClusterFile file) throws ClusterMistakeException {
    var council = file.council();
    var witnesses = new LinkedHashMap<String, VerifierKey>(council.policy().witnesses());
    for (var name : remove) {
      witnesses.remove(name.value());
      witnesses.remove(name.value() + NodeKeys.SECOND_KEY);
    }
    var origin = file.founding().origin();
    for (var node : add) {
      witnesses.put(node.name().value(), NodeKeys.cosigner(origin, node));
      witnesses.put(
          node.name().value() + NodeKeys.SECOND_KEY, NodeKeys.secondCosigner(origin, node));
    }
    int count = council.names().size() - remove.size() + add.size();
    int wanted = quorum == FEWEST ? count / 2 + 1 : quorum;
    Candidates.requireQuorum(wanted, count);
    return Policy.textOf(file.founding().logKey(), witnesses, wanted);
  }

  /// The law would refuse it later, when all have signed.
  private static void requireMeeting(Epoch epoch, String policy) throws ClusterMistakeException {
    try {
      if (!epoch.meets(Policy.parse(policy))) {
        throw new ClusterMistakeException(
            "a quorum of before and one of after could have no node in common: change one node at"
                + " a time, the first before the second");
      }
    } catch (InvalidNoteException e) {
      throw new IllegalStateException("a policy of ours cannot be read", e);
    }
  }
}
