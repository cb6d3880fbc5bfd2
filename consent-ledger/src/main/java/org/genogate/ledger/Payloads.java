package org.genogate.ledger;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.Consumer;
import org.genogate.ledger.event.PersonTag;
import org.genogate.ledger.log.StoredEntry;
import org.genogate.ledger.merkle.Hash;
import org.genogate.ledger.receipt.Salt;
import org.genogate.ledger.vault.KeyName;
import org.genogate.ledger.vault.Vault;

/// Seals and opens what lies beside the entries.
///
/// A sealed payload is bound to its entry's leaf hash, so that it opens beside that entry only.
/// Where the entry commits to the payload, the sealed bytes begin with the commitment's salt.
final class Payloads {

  private static final int SALT_BYTES = Salt.LENGTH_BYTES;

  private static final byte[] CONTEXT = "genogate/payload/v1/".getBytes(US_ASCII);

  private final Vault vault;
  private final SecureRandom random;
  private final Consumer<KeyName> missing;

  /// @param missing told of a key that is not here, was not erased, and would open a payload
  Payloads(Vault vault, SecureRandom random, Consumer<KeyName> missing) {
    this.vault = vault;
    this.random = random;
    this.missing = missing;
  }

  /// A payload behind a fresh salt.
  byte[] salted(byte[] payload) {
    var salted = Arrays.copyOf(Salt.random(random).toBytes(), SALT_BYTES + payload.length);
    System.arraycopy(payload, 0, salted, SALT_BYTES, payload.length);
    return salted;
  }

  /// Whether what is about this person can be sealed here; if their key lies at another node alone,
  /// it is asked for.
  boolean canSealFor(PersonTag person) {
    noteIfMissing(KeyName.of(person));
    return vault.knows(person);
  }

  byte[] sealForPerson(PersonTag person, byte[] plain, Hash leaf) {
    return vault.sealForPerson(person, plain, context(leaf));
  }

  byte[] sealForNode(byte[] plain, Hash leaf) {
    return vault.sealForNode(plain, context(leaf));
  }

  /// The payload that a person's event commits to; empty if it is missing, shredded, or not that.
  Optional<byte[]> openForPerson(PersonTag person, StoredEntry stored, Hash commitment) {
    noteIfMissing(KeyName.of(person));
    return vault
        .openForPerson(person, stored.payload(), context(stored.leaf()))
        .filter(salted -> salted.length > SALT_BYTES && Hash.sha256(salted).equals(commitment))
        .map(salted -> Arrays.copyOfRange(salted, SALT_BYTES, salted.length));
  }

  /// Empty if it is missing, or not this node's.
  Optional<byte[]> openForNode(StoredEntry stored) {
    Vault.nodeKeyOf(stored.payload()).ifPresent(this::noteIfMissing);
    return vault.openForNode(stored.payload(), context(stored.leaf()));
  }

  /// The salt and the payload that an event commits to which is about nobody in particular; empty
  /// if it is missing, or not that.
  Optional<Salted> openSaltedForNode(StoredEntry stored, Hash commitment) {
    return openForNode(stored)
        .filter(salted -> salted.length > SALT_BYTES && Hash.sha256(salted).equals(commitment))
        .map(salted ->
            new Salted(
                Salt.of(Arrays.copyOf(salted, SALT_BYTES)),
                Arrays.copyOfRange(salted, SALT_BYTES, salted.length)));
  }

  /// A payload and the salt of the commitment to it.
  @SuppressWarnings("ArrayRecordComponent") // decoded at once, and never compared
  record Salted(Salt salt, byte[] payload) {}

  /// Whether this node sealed what lies beside an entry.
  boolean isOwn(StoredEntry stored) {
    return Vault.nodeKeyOf(stored.payload()).filter(vault.ownNodeKey()::equals).isPresent();
  }

  private void noteIfMissing(KeyName key) {
    if (!vault.holds(key) && !vault.isErased(key)) {
      missing.accept(key);
    }
  }

  private static byte[] context(Hash leaf) {
    var context = Arrays.copyOf(CONTEXT, CONTEXT.length + Hash.LENGTH_BYTES);
    System.arraycopy(leaf.toBytes(), 0, context, CONTEXT.length, Hash.LENGTH_BYTES);
    return context;
  }
}
