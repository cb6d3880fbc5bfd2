package org.genogate.ledger.consent;

import java.time.Instant;
import java.util.Set;
import org.genogate.ledger.cbor.MalformedCborException;
import org.genogate.ledger.duo.DataUse;
import org.genogate.ledger.event.DatasetTag;
import org.genogate.ledger.merkle.Hash;

/// What a person allows or refuses: the sealed payload of a grant or denial.
///
/// A denial is standing, so its interval and withheld regions say nothing.
///
/// @param datasets empty for all, those of the future included
/// @param uses at least one
/// @param from the first instant, kept to the millisecond, not before 1970
/// @param until the first instant after, kept to the millisecond; [Instant#MAX] for no end
/// @param withheld labels of regions that are held back from whoever reads under this
/// @param text hash of the text that the person consented to
public record ConsentTerms(
    Grantee grantee,
    Set<DatasetTag> datasets,
    Set<DataUse> uses,
    Instant from,
    Instant until,
    Set<RegionLabel> withheld,
    Hash text) {

  public ConsentTerms {
    datasets = Set.copyOf(datasets);
    uses = Set.copyOf(uses);
    withheld = Set.copyOf(withheld);
    if (uses.isEmpty()) {
      throw new IllegalArgumentException("terms name at least one use");
    }
    from = Millis.floor(from);
    if (!until.equals(Instant.MAX)) {
      until = Millis.floor(until);
    }
    if (!from.isBefore(until)) {
      throw new IllegalArgumentException("terms begin at %s, before %s".formatted(until, from));
    }
  }

  /// The bytes that are sealed and committed to; the same terms are always the same bytes.
  public byte[] encode() {
    return ConsentTermsCodec.encode(this);
  }

  /// @throws MalformedCborException if these are not bytes that [#encode()] makes
  public static ConsentTerms decode(byte[] bytes) throws MalformedCborException {
    return ConsentTermsCodec.decode(bytes);
  }

  /// Whether `inquiry` at `at` lies within these terms, read as a grant.
  public boolean permit(Inquiry inquiry, Instant at) {
    return covers(at) && profile().permits(inquiry);
  }

  boolean covers(Instant at) {
    return !at.isBefore(from) && at.isBefore(until);
  }

  Profile profile() {
    return new Profile(grantee, datasets, uses, withheld);
  }
}
