package org.genogate.ledger.vault;

import org.genogate.ledger.event.DatasetTag;
import org.genogate.ledger.event.PersonTag;

/// What a key in the vault is for. The text is authenticated with the wrapped key, so that no key
/// takes another's place.
record KeyName(String text) {

  /// Seals what concerns many people at once.
  static final KeyName NODE = new KeyName("node");

  /// Salts the leaves of cohorts.
  static final KeyName COHORT = new KeyName("cohort");

  /// Seals what is about one person.
  static KeyName of(PersonTag person) {
    return new KeyName("person/" + person);
  }

  /// Seals a version of a dataset at rest.
  static KeyName of(DatasetTag dataset, int version) {
    return new KeyName("dataset/%s/%d".formatted(dataset, version));
  }

  /// Seeds an Ed25519 key.
  static KeyName signing(String name) {
    if (!name.matches("[a-z0-9-]{1,64}")) {
      throw new IllegalArgumentException("a signing key's name is 1 to 64 of a-z, 0-9 and -");
    }
    return new KeyName("signing/" + name);
  }
}
