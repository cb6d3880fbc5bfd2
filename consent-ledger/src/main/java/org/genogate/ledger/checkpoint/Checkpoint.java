package org.genogate.ledger.checkpoint;

import java.util.Base64;
import java.util.List;
import org.genogate.ledger.key.SigningKey;
import org.genogate.ledger.merkle.ConsistencyProof;
import org.genogate.ledger.merkle.Hash;
import org.genogate.ledger.merkle.InvalidProofException;

/// The state of a log: its name, how many entries it has, and the root over them.
///
/// Extension lines are refused: no monitor could audit what they say.
///
/// Spec: [tlog-checkpoint](https://c2sp.org/tlog-checkpoint)
///
/// @param origin the log's name: no space, no `+`
/// @param size number of entries
public record Checkpoint(String origin, long size, Hash root) {

  public Checkpoint {
    if (origin.isEmpty() || origin.codePoints().anyMatch(VerifierKey::forbidden)) {
      throw new IllegalArgumentException("an origin has no space, control character or +");
    }
    if (size < 0) {
      throw new IllegalArgumentException("a size is not negative: " + size);
    }
  }

  /// Reads the text of a note.
  ///
  /// @throws InvalidNoteException if it is not exactly the three lines of a checkpoint
  public static Checkpoint parse(String text) throws InvalidNoteException {
    var lines = text.split("\n", -1);
    if (lines.length != 4 || !lines[3].isEmpty()) {
      throw new InvalidNoteException("a checkpoint is three lines");
    }
    byte[] root = VerifierKey.decode(lines[2]);
    if (root.length != Hash.LENGTH_BYTES) {
      throw new InvalidNoteException("a root is 32 bytes, not " + root.length);
    }
    try {
      return new Checkpoint(lines[0], decimal(lines[1]), Hash.of(root));
    } catch (IllegalArgumentException e) {
      throw new InvalidNoteException("malformed checkpoint: " + e.getMessage(), e);
    }
  }

  /// A decimal number without sign or leading zeros, below 2^63.
  static long decimal(String digits) throws InvalidNoteException {
    try {
      long number = Long.parseLong(digits);
      if (number >= 0 && Long.toString(number).equals(digits)) {
        return number;
      }
    } catch (NumberFormatException e) {
      throw new InvalidNoteException("a decimal number is wanted", e);
    }
    throw new InvalidNoteException("a decimal number without sign or leading zeros is wanted");
  }

  /// What `log` signed with `note`.
  ///
  /// @throws InvalidNoteException if `note` is no checkpoint of the log that `log` names, or lacks
  ///   its signature
  public static Checkpoint verify(SignedNote note, VerifierKey log) throws InvalidNoteException {
    if (note.verify(List.of(log)).isEmpty()) {
      throw new InvalidNoteException("the note lacks the signature of " + log.name());
    }
    var checkpoint = parse(note.text());
    if (!checkpoint.origin().equals(log.name())) {
      throw new InvalidNoteException("the checkpoint is of another log than " + log.name());
    }
    return checkpoint;
  }

  /// Checks that this tree begins with that of a checkpoint seen before, as a witness does before
  /// it signs.
  ///
  /// @param path the consistency path from the older size to this one
  /// @return this
  /// @throws InvalidNoteException if the checkpoints are of different logs
  /// @throws InvalidProofException if this one is smaller, or the path shows no such thing
  public Checkpoint follows(Checkpoint older, List<Hash> path)
      throws InvalidNoteException, InvalidProofException {
    if (!older.origin.equals(origin)) {
      throw new InvalidNoteException("a checkpoint follows one of the same log alone");
    }
    new ConsistencyProof(older.size, size, path).verify(older.root, root);
    return this;
  }

  /// The note over this checkpoint with the log's own line; the key's name is the origin.
  public SignedNote sign(SigningKey log) {
    return SignedNote.sign(toText(), origin, log);
  }

  public String toText() {
    return origin + "\n" + size + "\n" + Base64.getEncoder().encodeToString(root.toBytes()) + "\n";
  }
}
