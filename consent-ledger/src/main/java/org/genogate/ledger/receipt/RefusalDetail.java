package org.genogate.ledger.receipt;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;
import java.util.Set;
import java.util.TreeSet;
import org.genogate.ledger.cbor.CborReader;
import org.genogate.ledger.cbor.CborWriter;
import org.genogate.ledger.cbor.MalformedCborException;
import org.genogate.ledger.consent.Reason;
import org.genogate.ledger.event.PersonTag;

/// The payload of `AccessRefused`: who asked, and whom they named. Sealed under the node key.
///
/// @param at when the last of them was refused, kept to the millisecond
/// @param organisation empty if none
/// @param project empty if none
/// @param purpose the words of the request
/// @param dataset its readable name
/// @param named the people whom the request named; empty if it asked about no one in particular
public record RefusalDetail(
    Instant at,
    String requester,
    String organisation,
    String project,
    String purpose,
    String dataset,
    Reason reason,
    Set<PersonTag> named) {

  private static final HexFormat HEX = HexFormat.of();
  private static final int TAG_BYTES = 16;

  public RefusalDetail {
    at = at.truncatedTo(ChronoUnit.MILLIS);
    named = Set.copyOf(named);
  }

  public byte[] encode() {
    var out = new CborWriter().map(8);
    out.key(1).unsigned(at.toEpochMilli()).key(2).text(requester).key(3).text(organisation);
    out.key(4).text(project).key(5).text(purpose).key(6).text(dataset);
    out.key(7).unsigned(reason.code().code()).key(8).array(named.size());
    named.stream().map(PersonTag::toString).sorted().forEach(hex -> out.bytes(HEX.parseHex(hex)));
    return out.toBytes();
  }

  /// @throws MalformedCborException if these are not bytes that [#encode()] makes
  public static RefusalDetail decode(byte[] bytes) throws MalformedCborException {
    var in = new CborReader(bytes);
    in.map(8);
    var at = Instant.ofEpochMilli(in.key(1).unsigned());
    var requester = in.key(2).text();
    var organisation = in.key(3).text();
    var project = in.key(4).text();
    var purpose = in.key(5).text();
    var dataset = in.key(6).text();
    var reason = reason(in.key(7).unsignedInt());
    var tags = new TreeSet<String>();
    for (int left = in.key(8).array(); left > 0; left--) {
      var hex = HEX.formatHex(in.bytes(TAG_BYTES));
      if (!tags.isEmpty() && tags.last().compareTo(hex) >= 0) {
        throw new MalformedCborException("person tags that do not ascend");
      }
      tags.add(hex);
    }
    in.end();
    var named = Set.copyOf(tags.stream().map(PersonTag::parse).toList());
    return new RefusalDetail(at, requester, organisation, project, purpose, dataset, reason, named);
  }

  private static Reason reason(int code) throws MalformedCborException {
    for (var reason : Reason.values()) {
      if (reason.code().code() == code) {
        return reason;
      }
    }
    throw new MalformedCborException("reason %d, which is none".formatted(code));
  }
}
