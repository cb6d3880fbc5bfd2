package org.genogate.ledger.vault;

import java.util.regex.Pattern;
import org.genogate.ledger.event.DatasetTag;
import org.genogate.ledger.event.PersonTag;

/// What a key in the vault is for. The text is authenticated with the wrapped key, so that no key
/// takes another's place.
public record KeyName(String text) implements Comparable<KeyName> {

  private static final String PERSON = "person/";
  private static final String OTHER_NODE = "node/";
  private static final String ID = "[0-9a-f]{32}";
  private static final String LABEL = "[a-z0-9-]{1,64}";

  private static final Pattern SHAPE =
      Pattern.compile(
          PERSON
              + ID
              + "|dataset/"
              + ID
              + "/[1-9][0-9]{0,9}"
              + "|signing/"
              + LABEL
              + "|ml-dsa/"
              + LABEL
              + "|node|node/"
              + ID
              + "|cohort|wrapping");

  /// Seals what concerns many people at once.
  static final KeyName NODE = new KeyName("node");

  /// Unwraps what other nodes wrap for this one.
  static final KeyName WRAPPING = new KeyName("wrapping");

  /// Salts the leaves of cohorts. The nodes of a ledger share it.
  public static final KeyName COHORT = new KeyName("cohort");

  /// Seeds the key that signs checkpoints. The nodes of a ledger share it.
  public static final KeyName LOG = signing("log");

  /// Seeds the operator's key: only the node that began the log has it.
  public static final KeyName OPERATOR = signing("operator");

  public KeyName {
    if (!SHAPE.matcher(text).matches()) {
      throw new IllegalArgumentException("no key of a vault has such a name");
    }
  }

  /// Seals what is about one person. The nodes that decide share it.
  public static KeyName of(PersonTag person) {
    return new KeyName(PERSON + person);
  }

  /// Seals what some node's payloads hold, so that other nodes can open them.
  static KeyName of(NodeKeyId node) {
    return new KeyName(OTHER_NODE + node);
  }

  /// Seals a version of a dataset at rest.
  static KeyName of(DatasetTag dataset, int version) {
    return new KeyName("dataset/%s/%d".formatted(dataset, version));
  }

  /// Seeds an Ed25519 key.
  static KeyName signing(String name) {
    return labelled("signing/", name);
  }

  /// Seeds an ML-DSA-44 key.
  static KeyName mlDsa(String name) {
    return labelled("ml-dsa/", name);
  }

  private static KeyName labelled(String kind, String name) {
    if (!name.matches(LABEL)) {
      throw new IllegalArgumentException("a signing key's name is 1 to 64 of a-z, 0-9 and -");
    }
    return new KeyName(kind + name);
  }

  boolean isOfPerson() {
    return text.startsWith(PERSON);
  }

  boolean isOfOtherNode() {
    return text.startsWith(OTHER_NODE);
  }

  /// Whether another node may ever hold this key. What a node signs and unwraps with is its own.
  public boolean isShared() {
    return isOfPerson() || isOfOtherNode() || equals(COHORT) || equals(LOG);
  }

  @Override
  public int compareTo(KeyName other) {
    return text.compareTo(other.text);
  }

  /// Not what it is for: a log line must not tell which person.
  @Override
  public String toString() {
    return "a key of kind " + text.split("/", 2)[0];
  }
}
