package org.genogate.ledger.checkpoint;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.SequencedMap;
import java.util.Set;

/// Which logs count, and which witnesses must have signed a checkpoint for it to count.
///
/// Spec: [tlog-policy](https://c2sp.org/tlog-policy)
public final class Policy {

  private final List<VerifierKey> logs;
  private final SequencedMap<String, VerifierKey> witnesses;
  private final Quorum quorum;

  Policy(List<VerifierKey> logs, SequencedMap<String, VerifierKey> witnesses, Quorum quorum) {
    this.logs = List.copyOf(logs);
    this.witnesses = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(witnesses));
    this.quorum = quorum;
  }

  /// The policy of a log without witnesses.
  public static Policy ofLog(VerifierKey log) {
    return new Policy(List.of(log), new LinkedHashMap<>(), new Quorum.None());
  }

  /// The text of the policy that asks for `wanted` of the witnesses with an Ed25519 key. Keys of
  /// type 06 are named and not asked for: they are a second signature of witnesses named before.
  ///
  /// @param wanted 0 for a log that needs none
  /// @throws IllegalArgumentException if there are fewer than `wanted`
  public static String textOf(
      VerifierKey log, SequencedMap<String, VerifierKey> witnesses, int wanted) {
    var text = new StringBuilder("log ").append(log).append('\n');
    var counted = new ArrayList<String>();
    witnesses.forEach((name, key) -> {
      text.append("witness ").append(name).append(' ').append(key).append('\n');
      if (key.kind() == VerifierKey.Kind.COSIGNER) {
        counted.add(name);
      }
    });
    if (wanted < 0 || wanted > counted.size()) {
      throw new IllegalArgumentException(
          "of %d witnesses %d cannot be wanted".formatted(counted.size(), wanted));
    }
    if (wanted == 0) {
      return text.append("quorum none\n").toString();
    }
    text.append("group final ").append(wanted).append(' ').append(String.join(" ", counted));
    return text.append("\nquorum final\n").toString();
  }

  /// @throws InvalidNoteException naming the line that is malformed
  public static Policy parse(String text) throws InvalidNoteException {
    var reader = new PolicyReader();
    int number = 0;
    for (String line : text.split("\n", -1)) {
      number++;
      var bare = line.strip();
      if (bare.isEmpty() || bare.startsWith("#")) {
        continue;
      }
      try {
        reader.read(List.of(bare.split("[ \t]+")));
      } catch (InvalidNoteException e) {
        throw new InvalidNoteException("policy line " + number + ": " + e.getMessage(), e);
      }
    }
    return reader.finish();
  }

  public List<VerifierKey> logs() {
    return logs;
  }

  /// The witnesses by the names that the policy gives them, in its order.
  public SequencedMap<String, VerifierKey> witnesses() {
    return witnesses;
  }

  /// Whether any two sets of witnesses that meet this policy have one in common. If not, two trees
  /// that contradict each other may both become final, with nobody having signed twice.
  ///
  /// Exact, since a name is a member of one group at most. False for a policy without witnesses,
  /// which nobody at all meets.
  public boolean quorumsIntersect() {
    return !quorum.splits();
  }

  /// Whether these witnesses are enough.
  ///
  /// @param names as the policy has them; others count for nothing
  public boolean isMetBy(Set<String> names) {
    return quorum.isMetBy(names);
  }

  /// The names of the witnesses who signed `note`, possibly none. Does not ask for the log's
  /// signature.
  ///
  /// @throws InvalidNoteException if a line that claims a witness's key is not that key's
  public Set<String> signers(SignedNote note) throws InvalidNoteException {
    var keys = note.verify(witnesses.values());
    var names = new LinkedHashSet<String>();
    witnesses.forEach((name, key) -> {
      if (keys.contains(key)) {
        names.add(name);
      }
    });
    return names;
  }

  /// What `note` proves under this policy.
  ///
  /// @throws InvalidNoteException if no log of the policy signed it, a known signature is wrong, or
  ///   the quorum is not met
  public Checkpoint verify(SignedNote note) throws InvalidNoteException {
    var checkpoint = Checkpoint.parse(note.text());
    for (VerifierKey log : logs) {
      if (log.name().equals(checkpoint.origin())) {
        return quorumFor(note, log);
      }
    }
    throw new InvalidNoteException("the checkpoint is of a log that the policy does not name");
  }

  private Checkpoint quorumFor(SignedNote note, VerifierKey log) throws InvalidNoteException {
    var checkpoint = Checkpoint.verify(note, log);
    if (!isMetBy(signers(note))) {
      throw new InvalidNoteException("the checkpoint lacks witnesses for the quorum");
    }
    return checkpoint;
  }
}
