package org.genogate.ledger.checkpoint;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.genogate.ledger.cbor.CborReader;
import org.genogate.ledger.cbor.CborWriter;
import org.genogate.ledger.cbor.MalformedCborException;
import org.genogate.ledger.merkle.ConsistencyProof;
import org.genogate.ledger.merkle.Hash;
import org.genogate.ledger.merkle.InvalidProofException;
import org.genogate.ledger.merkle.SubtreeHashes;

/// Shows that somebody signed two trees of which neither begins with the other.
///
/// The path recomputes the larger tree's root, and with it the root of that tree's true beginning.
/// If the smaller checkpoint says another, the two cannot both be of one log that only grew. Nobody
/// can make such a path for two trees that agree, so an honest signer cannot be framed.
///
/// As bytes: the CBOR array `[1, smaller note, larger note, [* hash]]`, notes and hashes as byte
/// strings.
///
/// @param smaller the note over the checkpoint of smaller or equal size
/// @param path from the one size to the other, with the node that a consistency path leaves out
///   where the smaller size is a power of two; empty for equal sizes, and for a smaller size of 0
public record FraudProof(SignedNote smaller, SignedNote larger, List<Hash> path) {

  private static final int VERSION = 1;

  /// A tree of less than 2^63 entries has no longer path, and one node more.
  private static final int MOST_HASHES = 64;

  public FraudProof {
    path = List.copyOf(path);
  }

  /// What a signer is proven to have signed.
  public record Equivocation(Checkpoint smaller, Checkpoint larger) {}

  /// The proof from two notes, in either order, and the tree under the one of larger size.
  ///
  /// @param signer whose lines it keeps; all others are left out
  /// @throws InvalidNoteException unless `signer` signed both, and they contradict each other
  /// @throws IOException if `tree` cannot be read
  public static FraudProof of(
      SignedNote one, SignedNote other, SubtreeHashes tree, VerifierKey signer)
      throws InvalidNoteException, IOException {
    boolean inOrder = Checkpoint.parse(one.text()).size() <= Checkpoint.parse(other.text()).size();
    var smaller = (inOrder ? one : other).only(List.of(signer));
    var larger = (inOrder ? other : one).only(List.of(signer));
    long from = Checkpoint.parse(smaller.text()).size();
    long to = Checkpoint.parse(larger.text()).size();
    var proof = new FraudProof(smaller, larger, wholePath(from, to, tree));
    try {
      var _ = proof.verify(signer);
      return proof;
    } catch (InvalidProofException e) {
      throw new InvalidNoteException("the two checkpoints do not contradict each other", e);
    }
  }

  private static List<Hash> wholePath(long from, long to, SubtreeHashes tree) throws IOException {
    var path = new ArrayList<Hash>();
    if (from == 0 || from == to) {
      return path;
    }
    if (Long.bitCount(from) == 1) {
      path.add(tree.over(0, from));
    }
    path.addAll(ConsistencyProof.of(from, to, tree).path());
    return path;
  }

  /// Reads what [#encode] wrote. Nothing is checked but the form.
  public static FraudProof decode(byte[] bytes) throws InvalidNoteException {
    try {
      var reader = new CborReader(bytes);
      reader.array(4);
      if (reader.unsigned() != VERSION) {
        throw new InvalidNoteException("a fraud proof of version 1 is wanted");
      }
      var smaller = SignedNote.parse(reader.bytes());
      var larger = SignedNote.parse(reader.bytes());
      int hashes = reader.array();
      if (hashes > MOST_HASHES) {
        throw new InvalidNoteException("a path is at most 64 hashes, not " + hashes);
      }
      var path = new ArrayList<Hash>();
      for (int i = 0; i < hashes; i++) {
        path.add(Hash.of(reader.bytes(Hash.LENGTH_BYTES)));
      }
      reader.end();
      return new FraudProof(smaller, larger, path);
    } catch (MalformedCborException e) {
      throw new InvalidNoteException("malformed fraud proof: " + e.getMessage(), e);
    }
  }

  public byte[] encode() {
    var writer = new CborWriter().array(4).unsigned(VERSION);
    writer.bytes(smaller.toBytes()).bytes(larger.toBytes()).array(path.size());
    path.forEach(hash -> writer.bytes(hash.toBytes()));
    return writer.toBytes();
  }

  /// Checks that `signer` signed two trees that cannot be of one log.
  ///
  /// @param signer the log's key, or a cosigner's
  /// @throws InvalidNoteException if one of the notes is not of the signer, or they are of two logs
  /// @throws InvalidProofException if the trees may well agree
  public Equivocation verify(VerifierKey signer)
      throws InvalidNoteException, InvalidProofException {
    var first = signed(smaller, signer);
    var second = signed(larger, signer);
    if (!first.origin().equals(second.origin())) {
      throw new InvalidNoteException("the two checkpoints are of different logs");
    }
    if (first.size() > second.size()) {
      throw new InvalidNoteException("the smaller checkpoint comes first");
    }
    if (first.root().equals(trueRoot(first.size(), second))) {
      throw new InvalidProofException("the two checkpoints do not contradict each other");
    }
    return new Equivocation(first, second);
  }

  /// The root that the larger tree has at the smaller size.
  private Hash trueRoot(long size, Checkpoint larger) throws InvalidProofException {
    if (size == 0 || size == larger.size()) {
      if (!path.isEmpty()) {
        throw new InvalidProofException("the path has hashes left over");
      }
      return size == larger.size() ? larger.root() : Hash.empty();
    }
    var roots = ConsistencyProof.roots(size, larger.size(), path);
    if (!roots.newer().equals(larger.root())) {
      throw new InvalidProofException("the path leads to another root than was signed");
    }
    return roots.older();
  }

  private static Checkpoint signed(SignedNote note, VerifierKey signer)
      throws InvalidNoteException {
    if (signer.kind() == VerifierKey.Kind.LOG) {
      return Checkpoint.verify(note, signer);
    }
    if (note.verify(List.of(signer)).isEmpty()) {
      throw new InvalidNoteException("the note lacks the signature of " + signer.name());
    }
    return Checkpoint.parse(note.text());
  }
}
