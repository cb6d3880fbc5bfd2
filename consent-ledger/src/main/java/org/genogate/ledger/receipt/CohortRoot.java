package org.genogate.ledger.receipt;

import java.io.IOException;
import java.security.InvalidKeyException;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.List;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.genogate.ledger.event.PersonTag;
import org.genogate.ledger.merkle.Hash;
import org.genogate.ledger.merkle.InclusionProof;
import org.genogate.ledger.merkle.MerkleTree;
import org.genogate.ledger.merkle.SubtreeHashes;

/// The Merkle tree over the people of one cohort, in order of their ordinals.
///
/// A leaf is `SHA-256(0x20 || leaf salt || person tag)`, its salt `HMAC-SHA-256(cohort key, person
/// tag)`.
///
/// Spec: `reference/transparency-log.md` section 9.4
public final class CohortRoot {

  private static final String HMAC = "HmacSHA256";

  private final List<PersonTag> people;
  private final byte[] cohortKey;
  private final List<Hash> leaves;
  private final Hash hash;

  private CohortRoot(List<PersonTag> people, byte[] cohortKey) {
    this.people = List.copyOf(people);
    this.cohortKey = cohortKey;
    this.leaves = leaves(this.people, mac(cohortKey));
    this.hash = MerkleTree.root(leaves);
  }

  /// Takes one HMAC and two hashes for each person.
  ///
  /// @param people at least one
  public static CohortRoot of(List<PersonTag> people, byte[] cohortKey) {
    if (people.isEmpty()) {
      throw new IllegalArgumentException("a cohort holds at least one person");
    }
    return new CohortRoot(people, cohortKey.clone());
  }

  public Hash hash() {
    return hash;
  }

  /// @throws IllegalArgumentException if `person` is not of this cohort
  public CohortMembership membership(PersonTag person) {
    int place = people.indexOf(person);
    if (place < 0) {
      throw new IllegalArgumentException("a membership is of a person in the cohort");
    }
    try {
      SubtreeHashes tree =
          (level, index) -> {
            int from = (int) (index << level);
            return MerkleTree.root(leaves.subList(from, from + (1 << level)));
          };
      var proof = InclusionProof.of(place, leaves.size(), tree);
      return new CohortMembership(leafSalt(mac(cohortKey), person), proof);
    } catch (IOException e) {
      throw new AssertionError("nothing is read from outside", e);
    }
  }

  private static List<Hash> leaves(List<PersonTag> people, Mac mac) {
    var leaves = new ArrayList<Hash>(people.size());
    for (var person : people) {
      leaves.add(CohortMembership.leaf(leafSalt(mac, person), person));
    }
    return leaves;
  }

  private static Salt leafSalt(Mac mac, PersonTag person) {
    return Salt.of(mac.doFinal(CohortMembership.tagBytes(person)));
  }

  private static Mac mac(byte[] key) {
    try {
      var mac = Mac.getInstance(HMAC);
      mac.init(new SecretKeySpec(key, HMAC));
      return mac;
    } catch (NoSuchAlgorithmException | InvalidKeyException e) {
      throw new AssertionError("every Java platform has HMAC-SHA-256, for any key", e);
    }
  }
}
