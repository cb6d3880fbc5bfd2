package org.genogate.ledger.vault;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.util.Arrays;
import org.genogate.ledger.event.PersonTag;
import org.genogate.ledger.merkle.Hash;

/// What is left of an erased person's key: enough to refuse it for ever, and to tell other nodes.
///
/// It does not say whose key it was, to whoever does not know the person's tag.
///
/// @param name `SHA-256("genogate/vault/tombstone" || 0x00 || the key's name)`
public record Tombstone(Hash name) implements Comparable<Tombstone> {

  private static final byte[] DOMAIN = "genogate/vault/tombstone\0".getBytes(US_ASCII);

  public static Tombstone of(PersonTag person) {
    return of(KeyName.of(person));
  }

  static Tombstone of(KeyName name) {
    return new Tombstone(Hash.sha256(DOMAIN, name.text().getBytes(US_ASCII)));
  }

  @Override
  public int compareTo(Tombstone other) {
    return Arrays.compareUnsigned(name.toBytes(), other.name.toBytes());
  }
}
