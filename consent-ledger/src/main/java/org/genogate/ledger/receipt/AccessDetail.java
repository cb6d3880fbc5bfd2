package org.genogate.ledger.receipt;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.HexFormat;
import org.genogate.ledger.cbor.CborReader;
import org.genogate.ledger.cbor.CborWriter;
import org.genogate.ledger.cbor.MalformedCborException;
import org.genogate.ledger.consent.Cohort;
import org.genogate.ledger.event.PersonTag;
import org.genogate.ledger.merkle.Hash;

/// The payload of `AccessOpened`: who asked what about whom, and why. Sealed under the node key.
///
/// @param requester their id
/// @param organisation its id; empty if none
/// @param project its id; empty if none
/// @param purpose the code and disease, or other words, for people to read
/// @param dataset its readable name
/// @param query what was asked, as text that the requester can recompute
/// @param querySalt opens `AccessOpened.query`
/// @param cohortSalt opens `AccessOpened.cohort`
/// @param consentVersion the consent version that decided
public record AccessDetail(
    String requester,
    String organisation,
    String project,
    String purpose,
    String dataset,
    String query,
    Salt querySalt,
    Salt cohortSalt,
    long consentVersion,
    CohortReference cohort) {

  private static final HexFormat HEX = HexFormat.of();
  private static final int TAG_BYTES = 16;

  private static final int WHOLE = 1;
  private static final int KNOWN = 2;
  private static final int ONE_PERSON = 3;

  public AccessDetail {
    if (cohort instanceof CohortReference.Whole(var whole)
        && whole.consentVersion() != consentVersion) {
      throw new IllegalArgumentException(
          "a cohort of consent version %d in an access at %d"
              .formatted(whole.consentVersion(), consentVersion));
    }
  }

  /// What `AccessOpened.query` must be.
  public Hash queryCommitment() {
    return querySalt.commit(query.getBytes(UTF_8));
  }

  /// What `AccessOpened.cohort` must be.
  public Hash cohortCommitment(Hash cohortRoot) {
    return cohortSalt.commit(cohortRoot.toBytes());
  }

  /// The same detail with its cohort named by key, so that it can be kept many times.
  AccessDetail referringTo(Hash key) {
    return new AccessDetail(
        requester,
        organisation,
        project,
        purpose,
        dataset,
        query,
        querySalt,
        cohortSalt,
        consentVersion,
        new CohortReference.Known(key));
  }

  public byte[] encode() {
    var out = new CborWriter().map(10);
    out.key(1).text(requester).key(2).text(organisation).key(3).text(project);
    out.key(4).text(purpose).key(5).text(dataset).key(6).text(query);
    out.key(7).bytes(querySalt.toBytes()).key(8).bytes(cohortSalt.toBytes());
    out.key(9).unsigned(consentVersion).key(10).array(2);
    switch (cohort) {
      case CohortReference.Whole(var whole) -> out.unsigned(WHOLE).bytes(whole.encode());
      case CohortReference.Known(var key) -> out.unsigned(KNOWN).bytes(key.toBytes());
      case CohortReference.OnePerson(var person) ->
          out.unsigned(ONE_PERSON).bytes(HEX.parseHex(person.toString()));
    }
    return out.toBytes();
  }

  /// @throws MalformedCborException if these are not bytes that [#encode()] makes
  public static AccessDetail decode(byte[] bytes) throws MalformedCborException {
    var in = new CborReader(bytes);
    in.map(10);
    var requester = in.key(1).text();
    var organisation = in.key(2).text();
    var project = in.key(3).text();
    var purpose = in.key(4).text();
    var dataset = in.key(5).text();
    var query = in.key(6).text();
    var querySalt = Salt.of(in.key(7).bytes(Salt.LENGTH_BYTES));
    var cohortSalt = Salt.of(in.key(8).bytes(Salt.LENGTH_BYTES));
    long consentVersion = in.key(9).unsigned();
    in.key(10).array(2);
    var cohort = readCohort(in, consentVersion);
    in.end();
    return new AccessDetail(
        requester,
        organisation,
        project,
        purpose,
        dataset,
        query,
        querySalt,
        cohortSalt,
        consentVersion,
        cohort);
  }

  private static CohortReference readCohort(CborReader in, long consentVersion)
      throws MalformedCborException {
    int kind = in.unsignedInt();
    return switch (kind) {
      case WHOLE -> new CohortReference.Whole(Cohort.decode(in.bytes(), consentVersion));
      case KNOWN -> new CohortReference.Known(Hash.of(in.bytes(Hash.LENGTH_BYTES)));
      case ONE_PERSON ->
          new CohortReference.OnePerson(PersonTag.parse(HEX.formatHex(in.bytes(TAG_BYTES))));
      default -> throw new MalformedCborException("cohort reference %d, of 1 to 3".formatted(kind));
    };
  }
}
