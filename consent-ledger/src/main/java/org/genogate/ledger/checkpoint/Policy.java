package org.genogate.ledger.checkpoint;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/// Which logs count, and which witnesses must have signed a checkpoint for it to count.
///
/// Spec: [tlog-policy](https://c2sp.org/tlog-policy)
public final class Policy {

  /// Who must sign.
  private sealed interface Quorum {

    boolean isMetBy(Set<VerifierKey> signers);

    record None() implements Quorum {
      @Override
      public boolean isMetBy(Set<VerifierKey> signers) {
        return true;
      }
    }

    record Witness(VerifierKey key) implements Quorum {
      @Override
      public boolean isMetBy(Set<VerifierKey> signers) {
        return signers.contains(key);
      }
    }

    record Group(int wanted, List<Quorum> members) implements Quorum {
      @Override
      public boolean isMetBy(Set<VerifierKey> signers) {
        return members.stream().filter(member -> member.isMetBy(signers)).count() >= wanted;
      }
    }
  }

  private final List<VerifierKey> logs;
  private final SequencedMap<String, VerifierKey> witnesses;
  private final Quorum quorum;

  private Policy(
      List<VerifierKey> logs, SequencedMap<String, VerifierKey> witnesses, Quorum quorum) {
    this.logs = List.copyOf(logs);
    this.witnesses = Collections.unmodifiableSequencedMap(new LinkedHashMap<>(witnesses));
    this.quorum = quorum;
  }

  /// The policy of a log without witnesses.
  public static Policy ofLog(VerifierKey log) {
    return new Policy(List.of(log), new LinkedHashMap<>(), new Quorum.None());
  }

  /// @throws InvalidNoteException naming the line that is malformed
  public static Policy parse(String text) throws InvalidNoteException {
    var reader = new Reader();
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

  /// Whether these witnesses are enough.
  ///
  /// @param names as the policy has them; others count for nothing
  public boolean isMetBy(Set<String> names) {
    var signers = new LinkedHashSet<VerifierKey>();
    names.forEach(name -> Optional.ofNullable(witnesses.get(name)).ifPresent(signers::add));
    return quorum.isMetBy(signers);
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
    if (!quorum.isMetBy(note.verify(witnesses.values()))) {
      throw new InvalidNoteException("the checkpoint lacks witnesses for the quorum");
    }
    return checkpoint;
  }

  /// Collects the lines of a policy; each name is defined before it is used.
  private static final class Reader {

    private final Map<String, Quorum> named = new TreeMap<>();
    private final Map<String, VerifierKey> logs = new LinkedHashMap<>();
    private final SequencedMap<String, VerifierKey> witnesses = new LinkedHashMap<>();
    private final Set<String> grouped = new LinkedHashSet<>();
    private final Set<Quorum> quorum = new LinkedHashSet<>();

    void read(List<String> words) throws InvalidNoteException {
      switch (words.getFirst()) {
        case "log" -> readLog(words);
        case "witness" -> readWitness(words);
        case "group" -> readGroup(words);
        case "quorum" -> readQuorum(words);
        default -> throw new InvalidNoteException("log, witness, group or quorum is wanted");
      }
    }

    private void readLog(List<String> words) throws InvalidNoteException {
      wantWords(words, 2, 3);
      var key = VerifierKey.parse(words.get(1));
      if (key.kind() != VerifierKey.Kind.LOG || logs.put(key.toString(), key) != null) {
        throw new InvalidNoteException("a log's key is of type 01 and named once");
      }
    }

    private void readWitness(List<String> words) throws InvalidNoteException {
      wantWords(words, 3, 4);
      var key = VerifierKey.parse(words.get(2));
      if (key.kind() != VerifierKey.Kind.COSIGNER || witnesses.containsValue(key)) {
        throw new InvalidNoteException("a witness's key is of type 04 and named once");
      }
      define(words.get(1), new Quorum.Witness(key));
      witnesses.put(words.get(1), key);
    }

    private void readGroup(List<String> words) throws InvalidNoteException {
      wantWords(words, 4, Integer.MAX_VALUE);
      var names = words.subList(3, words.size());
      for (String name : names) {
        if (!named.containsKey(name) || !grouped.add(name)) {
          throw new InvalidNoteException("a member is defined above and in one group only");
        }
      }
      int wanted =
          switch (words.get(2)) {
            case "any" -> 1;
            case "all" -> names.size();
            case String k -> (int) Math.min(Checkpoint.decimal(k), Integer.MAX_VALUE);
          };
      if (wanted < 1 || wanted > names.size()) {
        throw new InvalidNoteException("a group wants 1 to all of its members");
      }
      var members = names.stream().flatMap(name -> Stream.ofNullable(named.get(name))).toList();
      define(words.get(1), new Quorum.Group(wanted, members));
    }

    private void readQuorum(List<String> words) throws InvalidNoteException {
      wantWords(words, 2, 2);
      var chosen = words.get(1).equals("none") ? new Quorum.None() : named.get(words.get(1));
      if (chosen == null || !quorum.isEmpty()) {
        throw new InvalidNoteException("one quorum line names a group or witness, or none");
      }
      quorum.add(chosen);
    }

    private void define(String name, Quorum meaning) throws InvalidNoteException {
      if (name.equals("none") || named.putIfAbsent(name, meaning) != null) {
        throw new InvalidNoteException("a name is defined once, and none is taken");
      }
    }

    private static void wantWords(List<String> words, int least, int most)
        throws InvalidNoteException {
      if (words.size() < least || words.size() > most) {
        throw new InvalidNoteException(words.getFirst() + " has too few or too many words");
      }
    }

    Policy finish() throws InvalidNoteException {
      if (logs.isEmpty() || quorum.isEmpty()) {
        throw new InvalidNoteException("a policy names at least one log, and one quorum");
      }
      return new Policy(List.copyOf(logs.values()), witnesses, quorum.iterator().next());
    }
  }
}
