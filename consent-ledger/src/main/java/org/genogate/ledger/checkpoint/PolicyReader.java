package org.genogate.ledger.checkpoint;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.genogate.ledger.key.VerifyingKey;

/// Collects the lines of a policy; each name is defined before it is used.
final class PolicyReader {

  private final Map<String, Quorum> named = new TreeMap<>();
  private final Map<String, VerifierKey> logs = new LinkedHashMap<>();
  private final SequencedMap<String, VerifierKey> witnesses = new LinkedHashMap<>();
  private final Set<VerifyingKey> witnessKeys = new HashSet<>();
  private final Set<String> grouped = new LinkedHashSet<>();
  private final List<Quorum> quorum = new ArrayList<>();

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
    // Under two names one key would have two votes: what it signs does not name it.
    if (key.kind() == VerifierKey.Kind.LOG || !witnessKeys.add(key.key())) {
      throw new InvalidNoteException("a witness's key is of type 04 or 06 and named once");
    }
    define(words.get(1), new Quorum.Witness(words.get(1)));
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
    return new Policy(List.copyOf(logs.values()), witnesses, quorum.getFirst());
  }
}
