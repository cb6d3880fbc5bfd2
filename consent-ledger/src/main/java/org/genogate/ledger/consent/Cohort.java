package org.genogate.ledger.consent;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import org.genogate.ledger.cbor.CborReader;
import org.genogate.ledger.cbor.CborWriter;
import org.genogate.ledger.cbor.MalformedCborException;
import org.genogate.ledger.merkle.Hash;

/// The people whose consent allows one access, and what they hold back from it.
///
/// @param withheld for each label, those of `people` who hold that region back; labels that nobody
///   holds back are absent
/// @param consentVersion the consent version that decided
public record Cohort(PeopleSet people, Map<RegionLabel, PeopleSet> withheld, long consentVersion) {

  /// Keeps a cohort's key from being the hash of anything else.
  private static final byte[] KEY_PREFIX = "genogate/cohort/v1\0".getBytes(UTF_8);

  public Cohort {
    withheld = Collections.unmodifiableMap(new TreeMap<>(withheld));
    for (var holders : withheld.values()) {
      if (holders.isEmpty() || !holders.minus(people).isEmpty()) {
        throw new IllegalArgumentException("a region is withheld by at least one of the cohort");
      }
    }
  }

  /// Names the content, whatever the consent version: the same people who withhold the same have
  /// the same key. Takes O(people that the fold knows).
  public Hash key() {
    return Hash.sha256(KEY_PREFIX, encode());
  }

  /// The content without the version; the same content is always the same bytes.
  public byte[] encode() {
    var out = new CborWriter().array(2).bytes(PeopleBytes.encode(people)).array(withheld.size());
    withheld.forEach(
        (label, holders) -> out.array(2).text(label.text()).bytes(PeopleBytes.encode(holders)));
    return out.toBytes();
  }

  /// @throws MalformedCborException if these are not bytes that [#encode()] makes
  public static Cohort decode(byte[] bytes, long consentVersion) throws MalformedCborException {
    try {
      var in = new CborReader(bytes);
      in.array(2);
      var people = PeopleBytes.decode(in.bytes());
      var withheld = new TreeMap<RegionLabel, PeopleSet>();
      for (int left = in.array(); left > 0; left--) {
        in.array(2);
        var label = new RegionLabel(in.text());
        if (!withheld.isEmpty() && withheld.lastKey().compareTo(label) >= 0) {
          throw new MalformedCborException("region labels that do not ascend");
        }
        withheld.put(label, PeopleBytes.decode(in.bytes()));
      }
      in.end();
      return new Cohort(people, withheld, consentVersion);
    } catch (IllegalArgumentException e) {
      throw new MalformedCborException("a cohort that says nothing sound: " + e.getMessage());
    }
  }

  /// How many, not who.
  @Override
  public String toString() {
    return "cohort of %s at consent version %d".formatted(people, consentVersion);
  }
}
