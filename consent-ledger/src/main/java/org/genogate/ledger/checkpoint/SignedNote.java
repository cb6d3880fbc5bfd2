package org.genogate.ledger.checkpoint;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.genogate.ledger.key.InvalidSignatureException;
import org.genogate.ledger.key.MlDsaSigningKey;
import org.genogate.ledger.key.SigningKey;

/// A text and the signature lines under it. Holding one proves nothing: [#verify] does.
///
/// Spec: [signed-note](https://c2sp.org/signed-note)
///
/// @param text ends with a newline, and is what is signed
public record SignedNote(String text, List<Line> lines) {

  /// The spec asks for at least 16; a policy may name 32 witnesses with two keys each, and the log.
  private static final int MOST_LINES = 128;

  /// Larger than any checkpoint with 128 post-quantum lines of 5 kB.
  private static final int MOST_BYTES = 1 << 20;

  private static final String LINE_START = "— ";

  /// One signature.
  ///
  /// @param base64 the key id and the signature
  public record Line(String name, String base64) {
    private boolean isOf(VerifierKey key) throws InvalidNoteException {
      byte[] bytes = VerifierKey.decode(base64);
      return name.equals(key.name())
          && Arrays.equals(Arrays.copyOf(bytes, VerifierKey.ID_BYTES), key.id());
    }

    private byte[] signature() throws InvalidNoteException {
      byte[] bytes = VerifierKey.decode(base64);
      return Arrays.copyOfRange(bytes, VerifierKey.ID_BYTES, bytes.length);
    }
  }

  public SignedNote {
    if (!text.endsWith("\n")) {
      throw new IllegalArgumentException("a note's text ends with a newline");
    }
    lines = List.copyOf(lines);
  }

  /// Reads the bytes of a note. Signatures are not checked.
  ///
  /// @throws InvalidNoteException if they are not a note with at least one signature line
  public static SignedNote parse(byte[] bytes) throws InvalidNoteException {
    if (bytes.length > MOST_BYTES) {
      throw new InvalidNoteException("a note is at most 1 MiB, not " + bytes.length + " bytes");
    }
    var note = strictUtf8(bytes);
    if (note.chars().anyMatch(c -> c != '\n' && Character.isISOControl(c))) {
      throw new InvalidNoteException("a note has no control character but the newline");
    }
    int blank = note.lastIndexOf("\n\n");
    if (blank < 0 || !note.endsWith("\n") || blank + 2 == note.length()) {
      throw new InvalidNoteException("a note is a text, an empty line and signature lines");
    }
    var lines = new ArrayList<Line>();
    for (String line : note.substring(blank + 2, note.length() - 1).split("\n", -1)) {
      lines.add(parseLine(line));
    }
    if (lines.size() > MOST_LINES) {
      throw new InvalidNoteException("a note has at most 128 signatures, not " + lines.size());
    }
    return new SignedNote(note.substring(0, blank + 1), lines);
  }

  private static Line parseLine(String line) throws InvalidNoteException {
    int space = line.lastIndexOf(' ');
    if (!line.startsWith(LINE_START) || space <= LINE_START.length()) {
      throw new InvalidNoteException("a signature line is a dash, a name and base64");
    }
    var name = line.substring(LINE_START.length(), space);
    var base64 = line.substring(space + 1);
    if (name.codePoints().anyMatch(VerifierKey::forbidden)) {
      throw new InvalidNoteException("a signature line holds a malformed name");
    }
    if (VerifierKey.decode(base64).length <= VerifierKey.ID_BYTES) {
      throw new InvalidNoteException("a signature line holds no signature");
    }
    return new Line(name, base64);
  }

  private static String strictUtf8(byte[] bytes) throws InvalidNoteException {
    try {
      return UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException e) {
      throw new InvalidNoteException("a note is UTF-8", e);
    }
  }

  /// The note over `text` with one line, the log's.
  public static SignedNote sign(String text, String name, SigningKey key) {
    var verifier = new VerifierKey(name, VerifierKey.Kind.LOG, key.publicKey());
    return new SignedNote(text, List.of(line(verifier, key.sign(text.getBytes(UTF_8)))));
  }

  /// This note with a witness's line added.
  ///
  /// @param time when the witness saw it, not before 1970; kept to the second
  public SignedNote cosign(String name, SigningKey key, Instant time) {
    var verifier = new VerifierKey(name, VerifierKey.Kind.COSIGNER, key.publicKey());
    long seconds = secondsOf(time);
    return withTimed(verifier, seconds, key.sign(VerifierKey.cosigned(text, seconds)));
  }

  /// This note, a checkpoint, with a witness's post-quantum line added.
  ///
  /// @param time when the witness saw it, not before 1970; kept to the second
  /// @throws IllegalArgumentException if this is no checkpoint
  public SignedNote cosign(String name, MlDsaSigningKey key, Instant time) {
    var verifier = new VerifierKey(name, VerifierKey.Kind.PQ_COSIGNER, key.publicKey());
    long seconds = secondsOf(time);
    try {
      var message = Subtree.message(name, seconds, Checkpoint.parse(text));
      return withTimed(verifier, seconds, key.sign(message));
    } catch (InvalidNoteException e) {
      throw new IllegalArgumentException("a key of type 06 signs checkpoints alone", e);
    }
  }

  private static long secondsOf(Instant time) {
    if (time.getEpochSecond() < 0) {
      throw new IllegalArgumentException("a witness cannot sign before 1970");
    }
    return time.getEpochSecond();
  }

  private SignedNote withTimed(VerifierKey key, long seconds, byte[] signature) {
    var timed = ByteBuffer.allocate(Long.BYTES + signature.length).putLong(seconds).put(signature);
    var more = new ArrayList<>(lines);
    more.add(line(key, timed.array()));
    return new SignedNote(text, more);
  }

  /// This note with the lines of the given keys alone.
  public SignedNote only(Collection<VerifierKey> keys) throws InvalidNoteException {
    var kept = new ArrayList<Line>();
    for (Line line : lines) {
      for (VerifierKey key : keys) {
        if (line.isOf(key)) {
          kept.add(line);
        }
      }
    }
    return new SignedNote(text, kept);
  }

  private static Line line(VerifierKey key, byte[] signature) {
    byte[] bytes =
        ByteBuffer.allocate(VerifierKey.ID_BYTES + signature.length)
            .put(key.id())
            .put(signature)
            .array();
    return new Line(key.name(), Base64.getEncoder().encodeToString(bytes));
  }

  /// Checks every line that one of `known` made; lines of other keys are passed over.
  ///
  /// @return the keys that signed, possibly none
  /// @throws InvalidNoteException if a line that claims a known key is not that key's
  public Set<VerifierKey> verify(Collection<VerifierKey> known) throws InvalidNoteException {
    var signers = new LinkedHashSet<VerifierKey>();
    for (VerifierKey key : known) {
      for (Line line : lines) {
        if (line.isOf(key)) {
          verifyLine(line, key);
          signers.add(key);
        }
      }
    }
    return signers;
  }

  private void verifyLine(Line line, VerifierKey key) throws InvalidNoteException {
    try {
      key.verify(text, line.signature());
    } catch (InvalidSignatureException e) {
      throw new InvalidNoteException("the signature of " + key.name() + " does not hold", e);
    }
  }

  public byte[] toBytes() {
    var note = new StringBuilder(text).append('\n');
    for (Line line : lines) {
      note.append(LINE_START).append(line.name()).append(' ').append(line.base64()).append('\n');
    }
    return note.toString().getBytes(UTF_8);
  }
}
