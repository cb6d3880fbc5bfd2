package org.genogate.ledger.event;

import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.genogate.ledger.cbor.CborReader;
import org.genogate.ledger.cbor.CborWriter;
import org.genogate.ledger.cbor.MalformedCborException;

/// Who must sign an event beyond those whom the law asks: a table that lies beside the policy, and
/// is changed as it is.
///
/// A row adds to the law and takes nothing from it. The rows that there can be:
/// - 3, 5, 6 and 15: all of these must have signed the entry too;
/// - 16: all of these must have endorsed a release, each in an entry of their own; without the row
///   a custodian and a committee must;
/// - 9, which names nobody: research by consent needs a complete release.
///
/// What protects a person or the log must never wait for others: nothing can be asked of denials,
/// revocations, keys that retire or refusals of a seal.
///
/// @param rows by event number; in the order of the roles, each role once
public record Endorsements(SortedMap<Integer, List<Endorsement>> rows) {

  private static final int ACCESS_OPENED = 9;
  private static final int RELEASE_REQUESTED = 15;
  private static final int RELEASE_ENDORSED = 16;
  private static final Set<Integer> NUMBERS =
      Set.of(3, 5, 6, ACCESS_OPENED, RELEASE_REQUESTED, RELEASE_ENDORSED);
  private static final Set<KeyRole> RELEASING = EnumSet.of(KeyRole.CUSTODIAN, KeyRole.COMMITTEE);
  private static final List<Endorsement> CUSTODIAN_AND_COMMITTEE =
      List.of(new Endorsement(KeyRole.CUSTODIAN, 1), new Endorsement(KeyRole.COMMITTEE, 1));

  public Endorsements {
    NavigableMap<Integer, List<Endorsement>> copy = new TreeMap<>();
    rows.forEach((number, row) -> copy.put(number, List.copyOf(row)));
    copy.forEach(Endorsements::requireSensible);
    rows = Collections.unmodifiableSortedMap(copy);
  }

  /// A table without rows.
  public static Endorsements none() {
    return new Endorsements(new TreeMap<>());
  }

  /// Who must have signed an entry of this number beside whom the law asks; nobody without a row.
  public List<Endorsement> besideTheLaw(int number) {
    return number == RELEASE_ENDORSED ? List.of() : rows.getOrDefault(number, List.of());
  }

  /// Who must have endorsed a release for it to be complete.
  public List<Endorsement> ofReleases() {
    return rows.getOrDefault(RELEASE_ENDORSED, CUSTODIAN_AND_COMMITTEE);
  }

  /// Whether research by consent needs a release.
  public boolean wantRelease() {
    return rows.containsKey(ACCESS_OPENED);
  }

  private static void requireSensible(int number, List<Endorsement> row) {
    if (!NUMBERS.contains(number)) {
      throw new IllegalArgumentException("event %d takes no endorsement".formatted(number));
    }
    if (row.isEmpty() != (number == ACCESS_OPENED)) {
      throw new IllegalArgumentException("a row names roles, and that of event 9 none");
    }
    Map<KeyRole, Integer> seen = new EnumMap<>(KeyRole.class);
    int last = 0;
    for (var endorsement : row) {
      var role = endorsement.role();
      if (seen.put(role, endorsement.count()) != null || role.code() < last) {
        throw new IllegalArgumentException("a row has its roles in order, each once");
      }
      last = role.code();
      boolean mayStand =
          switch (number) {
            case RELEASE_REQUESTED -> true;
            case RELEASE_ENDORSED -> RELEASING.contains(role);
            default -> role != KeyRole.REQUESTER;
          };
      if (!mayStand) {
        throw new IllegalArgumentException(
            "role %s in the row of event %d".formatted(role, number));
      }
    }
    if (seen.getOrDefault(KeyRole.REQUESTER, 1) != 1) {
      throw new IllegalArgumentException("a release has one requester");
    }
  }

  /// Also how the fold's snapshot holds the table.
  public void write(CborWriter out) {
    out.array(rows.size());
    rows.forEach((number, row) -> {
      out.array(2).unsigned(number).array(row.size());
      row.forEach(each -> out.array(2).unsigned(each.role().code()).unsigned(each.count()));
    });
  }

  /// @throws IllegalArgumentException if a row is not one that there can be
  public static Endorsements read(CborReader in) throws MalformedCborException {
    var rows = new TreeMap<Integer, List<Endorsement>>();
    for (int left = in.array(); left > 0; left--) {
      in.array(2);
      int number = in.unsignedInt();
      if (!rows.isEmpty() && rows.lastKey() >= number) {
        throw new MalformedCborException("the rows of endorsements are not in order");
      }
      var row = new ArrayList<Endorsement>();
      for (int roles = in.array(); roles > 0; roles--) {
        in.array(2);
        row.add(new Endorsement(KeyRole.read(in), in.unsignedInt()));
      }
      rows.put(number, row);
    }
    return new Endorsements(rows);
  }
}
