package org.genogate.ledger.receipt;

import java.util.HexFormat;
import org.genogate.ledger.event.PersonTag;
import org.genogate.ledger.merkle.Hash;
import org.genogate.ledger.merkle.InclusionProof;
import org.genogate.ledger.merkle.InvalidProofException;

/// Shows one person that they are under a cohort's root. The other leaves are salted, each with a
/// salt of its own, so that the path reveals nobody.
///
/// @param leafSalt of this person alone
public record CohortMembership(Salt leafSalt, InclusionProof proof) {

  /// Keeps a cohort leaf from being an entry or a state leaf.
  private static final byte[] LEAF_PREFIX = {0x20};

  /// @throws InvalidProofException unless `person` is in the cohort of `root`
  public void verify(PersonTag person, Hash root) throws InvalidProofException {
    proof.verify(leaf(leafSalt, person), root);
  }

  static Hash leaf(Salt leafSalt, PersonTag person) {
    return Hash.sha256(LEAF_PREFIX, leafSalt.toBytes(), tagBytes(person));
  }

  static byte[] tagBytes(PersonTag person) {
    return HexFormat.of().parseHex(person.toString());
  }
}
