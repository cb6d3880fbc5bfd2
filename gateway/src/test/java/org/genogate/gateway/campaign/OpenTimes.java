package org.genogate.gateway.campaign;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;

/// Between which sizes of the ledger a person's genotypes may be shown at most: while a grant
/// stands and no denial does. Written from the law's words, and not with the gateway's code.
final class OpenTimes {

  /// By person: the size from which on it holds, and what does.
  private final Map<String, NavigableMap<Long, Boolean>> changes = new HashMap<>();

  private final Map<String, Set<String>> grants = new HashMap<>();
  private final Map<String, Set<String>> denials = new HashMap<>();

  OpenTimes(List<LedgerCopy.Line> lines) {
    for (int index = 0; index < lines.size(); index++) {
      switch (lines.get(index).fact()) {
        case Fact.Granted(var person, var consent) -> {
          of(grants, person).add(consent);
          note(person, index + 1);
        }
        case Fact.Denied(var person, var consent) -> {
          of(denials, person).add(consent);
          note(person, index + 1);
        }
        case Fact.Stopped(var person, var consent) -> {
          of(grants, person).remove(consent);
          of(denials, person).remove(consent);
          note(person, index + 1);
        }
        case Fact.StoppedAll(var person) -> {
          of(grants, person).clear();
          note(person, index + 1);
        }
        case Fact.Opened _, Fact.Other _ -> {}
      }
    }
  }

  private static Set<String> of(Map<String, Set<String>> consents, String person) {
    return consents.computeIfAbsent(person, _ -> new HashSet<>());
  }

  private void note(String person, long size) {
    boolean open = !of(grants, person).isEmpty() && of(denials, person).isEmpty();
    changes.computeIfAbsent(person, _ -> new TreeMap<>()).put(size, open);
  }

  boolean isOpen(String person, long size) {
    var known = changes.get(person);
    var last = known == null ? null : known.floorEntry(size);
    return last != null && last.getValue();
  }
}
