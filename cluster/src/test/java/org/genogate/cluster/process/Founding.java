package org.genogate.cluster.process;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.genogate.cluster.NumberRules;
import org.genogate.cluster.Plan;
import org.genogate.cluster.link.LinkPeer;
import org.genogate.cluster.link.LinkSettings;
import org.genogate.ledger.checkpoint.InvalidNoteException;
import org.genogate.ledger.checkpoint.Policy;
import org.genogate.ledger.checkpoint.VerifierKey;
import org.genogate.ledger.event.ValidatorName;
import org.genogate.ledger.key.SigningKey;
import org.genogate.ledger.merkle.Hash;

/// What the nodes of a test agree on. Every key follows from a name: nothing here is secret.
public final class Founding {

  public static final String ORIGIN = "ledger.example.org/processes";
  public static final SigningKey LOG_KEY = key("log");

  private static final VerifierKey LOG =
      new VerifierKey(ORIGIN, VerifierKey.Kind.LOG, LOG_KEY.publicKey());

  private final TreeMap<ValidatorName, InetSocketAddress> addresses;

  public Founding(Map<ValidatorName, InetSocketAddress> addresses) {
    this.addresses = new TreeMap<>(addresses);
  }

  private static SigningKey key(String name) {
    return SigningKey.ofSeed(Hash.sha256(name.getBytes(UTF_8)).toBytes());
  }

  public List<ValidatorName> members() {
    return List.copyOf(addresses.keySet());
  }

  LinkSettings link(ValidatorName self) {
    var peers = new TreeMap<ValidatorName, LinkPeer>();
    addresses.forEach(
        (name, address) -> peers.put(name, new LinkPeer(key("node " + name).publicKey(), address)));
    var own = addresses.get(self);
    if (own == null) {
      throw new IllegalArgumentException(self + " is not a member");
    }
    return new LinkSettings(self, key("node " + self), own, peers, "processes");
  }

  Plan plan(ValidatorName self) {
    return new Plan(self, members(), ORIGIN, LOG, NumberRules.number(0).entry());
  }

  static String cosignerName(ValidatorName name) {
    return ORIGIN + "/validator/" + name;
  }

  static SigningKey cosignerKey(ValidatorName name) {
    return key("cosigner " + name);
  }

  /// More than half of the members make a checkpoint final.
  Policy policy() {
    var text = new StringBuilder("log " + LOG + "\n");
    for (var name : members()) {
      var key =
          new VerifierKey(
              cosignerName(name), VerifierKey.Kind.COSIGNER, cosignerKey(name).publicKey());
      text.append("witness ").append(name).append(' ').append(key).append('\n');
    }
    text.append("group final ").append(addresses.size() / 2 + 1);
    members().forEach(name -> text.append(' ').append(name));
    try {
      return Policy.parse(text.append("\nquorum final\n").toString());
    } catch (InvalidNoteException e) {
      throw new AssertionError(e);
    }
  }
}
