package org.genogate.ledger.release;

import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.Set;
import org.genogate.ledger.cbor.CborReader;
import org.genogate.ledger.cbor.CborWriter;
import org.genogate.ledger.cbor.MalformedCborException;
import org.genogate.ledger.duo.Purpose;

/// Terms of a release as bytes. The map keys are tabled in `DESIGN.md`; sets are arrays in
/// ascending order.
final class ReleaseTermsCodec {

  private ReleaseTermsCodec() {}

  static byte[] encode(ReleaseTerms terms) {
    boolean open = terms.until().equals(Instant.MAX);
    var out = new CborWriter().map(open ? 6 : 7);
    out.key(1).text(terms.project()).key(2).text(terms.title());
    out.key(3).text(terms.requester()).key(4).text(terms.organisation());
    out.key(5).array(terms.purposes().size());
    terms.purposes().stream()
        .sorted(ReleaseTerms.inOrder())
        .forEach(purpose -> out.array(2).text(purpose.code()).text(purpose.disease()));
    out.key(6).array(terms.datasets().size());
    terms.datasets().stream().sorted().forEach(out::text);
    if (!open) {
      out.key(7).unsigned(terms.until().toEpochMilli());
    }
    return out.toBytes();
  }

  static ReleaseTerms decode(byte[] bytes) throws MalformedCborException {
    try {
      var in = new CborReader(bytes);
      var terms = read(in);
      in.end();
      // One check for the order of sets, repeated members and every other second spelling.
      if (!Arrays.equals(encode(terms), bytes)) {
        throw new MalformedCborException("terms that are not in their only form");
      }
      return terms;
    } catch (IllegalArgumentException e) {
      throw new MalformedCborException("terms that say nothing sound: " + e.getMessage());
    }
  }

  private static ReleaseTerms read(CborReader in) throws MalformedCborException {
    boolean open = in.map() == 6;
    var project = in.key(1).text();
    var title = in.key(2).text();
    var requester = in.key(3).text();
    var organisation = in.key(4).text();
    Set<Purpose> purposes = new LinkedHashSet<>();
    for (int left = in.key(5).array(); left > 0; left--) {
      in.array(2);
      purposes.add(
          Purpose.parse(in.text(), in.text())
              .orElseThrow(() -> new MalformedCborException("a purpose that is none")));
    }
    Set<String> datasets = new LinkedHashSet<>();
    for (int left = in.key(6).array(); left > 0; left--) {
      datasets.add(in.text());
    }
    var until = open ? Instant.MAX : Instant.ofEpochMilli(in.key(7).unsigned());
    return new ReleaseTerms(project, title, requester, organisation, purposes, datasets, until);
  }
}
