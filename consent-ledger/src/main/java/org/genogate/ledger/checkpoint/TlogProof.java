package org.genogate.ledger.checkpoint;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import org.genogate.ledger.merkle.Hash;
import org.genogate.ledger.merkle.InclusionProof;
import org.genogate.ledger.merkle.InvalidProofException;

/// Shows, without asking the log, that an entry is in it: an inclusion path and a checkpoint.
///
/// The optional `extra` line of the format is read and dropped, since nothing vouches for it.
///
/// Spec: [tlog-proof](https://c2sp.org/tlog-proof)
///
/// @param index 0-based
/// @param path the sibling hashes, leaf side first
public record TlogProof(long index, List<Hash> path, SignedNote checkpoint) {

  private static final String FIRST_LINE = "c2sp.org/tlog-proof@v1";

  /// A tree of less than 2^63 entries is at most so deep.
  private static final int MOST_HASHES = 63;

  public TlogProof {
    path = List.copyOf(path);
  }

  /// @throws InvalidNoteException if `bytes` are not such a proof
  public static TlogProof parse(byte[] bytes) throws InvalidNoteException {
    var text = new String(bytes, UTF_8);
    int blank = text.indexOf("\n\n");
    if (blank < 0 || !Arrays.equals(text.getBytes(UTF_8), bytes)) {
      throw new InvalidNoteException("a tlog-proof is a head, an empty line and a checkpoint");
    }
    var head = new ArrayList<>(List.of(text.substring(0, blank).split("\n", -1)));
    if (!head.removeFirst().equals(FIRST_LINE)) {
      throw new InvalidNoteException("a tlog-proof begins with " + FIRST_LINE);
    }
    if (!head.isEmpty() && head.getFirst().startsWith("extra ")) {
      var _ = VerifierKey.decode(head.removeFirst().substring("extra ".length()));
    }
    if (head.isEmpty() || !head.getFirst().startsWith("index ")) {
      throw new InvalidNoteException("a tlog-proof has an index line");
    }
    long index = Checkpoint.decimal(head.removeFirst().substring("index ".length()));
    var note = SignedNote.parse(text.substring(blank + 2).getBytes(UTF_8));
    return new TlogProof(index, hashes(head), note);
  }

  private static List<Hash> hashes(List<String> lines) throws InvalidNoteException {
    if (lines.size() > MOST_HASHES) {
      throw new InvalidNoteException("a path is at most 63 hashes, not " + lines.size());
    }
    var hashes = new ArrayList<Hash>();
    for (String line : lines) {
      byte[] hash = VerifierKey.decode(line);
      if (hash.length != Hash.LENGTH_BYTES) {
        throw new InvalidNoteException("a hash is 32 bytes, not " + hash.length);
      }
      hashes.add(Hash.of(hash));
    }
    return hashes;
  }

  /// Checks that `log` signed a tree with `leaf` at [#index].
  ///
  /// @return the checkpoint that the entry is under
  /// @throws InvalidNoteException if the checkpoint is not the log's
  /// @throws InvalidProofException if the leaf is not under it
  public Checkpoint verify(Hash leaf, VerifierKey log)
      throws InvalidNoteException, InvalidProofException {
    return includes(leaf, Checkpoint.verify(checkpoint, log));
  }

  /// Checks that a tree with `leaf` at [#index] is signed as `policy` wants.
  ///
  /// @return the checkpoint that the entry is under
  /// @throws InvalidNoteException if the policy's quorum did not sign
  /// @throws InvalidProofException if the leaf is not under it
  public Checkpoint verify(Hash leaf, Policy policy)
      throws InvalidNoteException, InvalidProofException {
    return includes(leaf, policy.verify(checkpoint));
  }

  private Checkpoint includes(Hash leaf, Checkpoint signed) throws InvalidProofException {
    new InclusionProof(index, signed.size(), path).verify(leaf, signed.root());
    return signed;
  }

  public byte[] toBytes() {
    var head = new StringBuilder(FIRST_LINE).append("\nindex ").append(index).append('\n');
    for (Hash hash : path) {
      head.append(Base64.getEncoder().encodeToString(hash.toBytes())).append('\n');
    }
    head.append('\n');
    return (head + new String(checkpoint.toBytes(), UTF_8)).getBytes(UTF_8);
  }
}
