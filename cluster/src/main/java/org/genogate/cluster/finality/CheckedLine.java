package org.genogate.cluster.finality;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.genogate.ledger.checkpoint.InvalidNoteException;
import org.genogate.ledger.checkpoint.Policy;
import org.genogate.ledger.checkpoint.SignedNote;
import org.genogate.ledger.checkpoint.VerifierKey;
import org.genogate.ledger.event.ValidatorName;

/// A cosignature that holds.
///
/// @param witness as the policy names it
/// @param time on it, seconds since 1970
record CheckedLine(String witness, VerifierKey key, SignedNote.Line line, long time) {

  private static final int ID_BYTES = 4;

  /// The lines under a note that witnesses of a policy made, and how many claim so wrongly.
  record Checked(List<CheckedLine> lines, int wrong) {}

  /// Checks each line by itself, so that a wrong one spoils no other. Unknown keys are passed over.
  /// Of each witness the first line that holds counts.
  static Checked check(SignedNote note, Policy policy) {
    var lines = new ArrayList<CheckedLine>();
    int wrong = 0;
    for (var witness : policy.witnesses().entrySet()) {
      for (SignedNote.Line line : note.lines()) {
        try {
          var alone = new SignedNote(note.text(), List.of(line));
          if (!alone.verify(List.of(witness.getValue())).isEmpty()) {
            lines.add(new CheckedLine(witness.getKey(), witness.getValue(), line, timeOf(line)));
            break;
          }
        } catch (InvalidNoteException e) {
          wrong++;
          break;
        }
      }
    }
    return new Checked(lines, wrong);
  }

  /// The latest time on a line under `note` that `key` made; the beginning of time if there is
  /// none.
  static Instant timeBy(VerifierKey key, SignedNote note) {
    long latest = 0;
    for (SignedNote.Line line : note.lines()) {
      try {
        var alone = new SignedNote(note.text(), List.of(line));
        if (!alone.verify(List.of(key)).isEmpty()) {
          latest = Math.max(latest, timeOf(line));
        }
      } catch (InvalidNoteException e) {
        // Not that key's, though it says so: the other lines count.
      }
    }
    return Instant.ofEpochSecond(latest);
  }

  private static long timeOf(SignedNote.Line line) {
    return ByteBuffer.wrap(Base64.getDecoder().decode(line.base64())).getLong(ID_BYTES);
  }

  /// Whose key this is: it is called `<origin>/validator/<name>`.
  static Optional<ValidatorName> validator(String origin, VerifierKey key) {
    var before = origin + "/validator/";
    if (!key.name().startsWith(before)) {
      return Optional.empty();
    }
    try {
      return Optional.of(new ValidatorName(key.name().substring(before.length())));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }
}
