package org.genogate.ledger.release;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.genogate.ledger.cbor.MalformedCborException;
import org.genogate.ledger.duo.Purpose;
import org.genogate.ledger.event.Asked;
import org.genogate.ledger.event.CoarsePurpose;
import org.genogate.ledger.event.DatasetTag;
import org.genogate.ledger.event.Entry;
import org.genogate.ledger.event.Event.ReleaseEndorsed;
import org.genogate.ledger.event.Event.ReleaseRequested;
import org.genogate.ledger.event.EventId;
import org.genogate.ledger.event.KeyRole;
import org.genogate.ledger.event.ReleaseId;
import org.genogate.ledger.event.RequesterTag;
import org.genogate.ledger.key.SigningKey;
import org.genogate.ledger.merkle.Hash;
import org.genogate.ledger.receipt.Salt;
import org.junit.jupiter.api.Test;

class ReleaseRequestTest {

  private static final String ORIGIN = "log.example";

  private final Random random = new Random(15);
  private final Salt salt = Salt.random(random);

  private static ReleaseTerms terms(String title, Instant until) {
    return new ReleaseTerms(
        "asthma", title, "r-1", "uni", Set.of(new Purpose.HealthResearch()), Set.of("d"), until);
  }

  private Entry entry(Hash commitment) {
    return Entry.unsigned(
        new ReleaseRequested(
            EventId.random(random),
            ReleaseId.random(random),
            RequesterTag.random(random),
            List.of(DatasetTag.random(random)),
            CoarsePurpose.RESEARCH,
            commitment,
            Asked.AT_DESK));
  }

  @Test
  void otherTermsOrAnotherSaltAreNotTheRequest() {
    var terms = terms("Asthma", Instant.MAX);
    var entry = entry(salt.commit(terms.encode()));
    assertThat(new ReleaseRequest(ORIGIN, entry, salt, terms).terms()).isEqualTo(terms);

    for (var other : List.of(terms("Cancer", Instant.MAX), terms("Asthma", Instant.EPOCH))) {
      assertThatThrownBy(() -> new ReleaseRequest(ORIGIN, entry, salt, other))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("commits to");
    }
    assertThatThrownBy(() -> new ReleaseRequest(ORIGIN, entry, Salt.random(random), terms))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void anEndorsementNamesExactlyWhatWasShown() throws Exception {
    var terms = terms("Asthma", Instant.MAX);
    var request = new ReleaseRequest(ORIGIN, entry(salt.commit(terms.encode())), salt, terms);
    var key = SigningKey.ofSeed(new byte[SigningKey.SEED_BYTES]);

    var endorsement = request.endorsedBy(key, KeyRole.COMMITTEE, random);

    assertThat(endorsement.event())
        .isInstanceOfSatisfying(
            ReleaseEndorsed.class,
            event -> {
              assertThat(event.release()).isEqualTo(request.release());
              assertThat(event.request()).isEqualTo(request.entry().bodyDigest());
            });
    endorsement
        .signatures()
        .getFirst()
        .verify(key.publicKey(), Entry.signedString(ORIGIN, endorsement.event()));
  }

  @Test
  void anEntryOfAnotherKindAsksForNoRelease() {
    var terms = terms("Asthma", Instant.MAX);
    var other =
        Entry.unsigned(
            new ReleaseEndorsed(
                EventId.random(random), ReleaseId.random(random), KeyRole.COMMITTEE, Hash.zero()));

    assertThatThrownBy(() -> new ReleaseRequest(ORIGIN, other, salt, terms))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("asks for no release");
  }

  // Terms.

  @Test
  void termsHaveOneFormInBytes() throws Exception {
    var terms =
        new ReleaseTerms(
            "asthma",
            "Asthma é",
            "r-1",
            "uni",
            Set.of(new Purpose.DiseaseResearch("MONDO:0004979"), new Purpose.GeneralResearch()),
            Set.of("b", "a"),
            Instant.parse("2027-01-01T00:00:00.001Z"));

    assertThat(HexFormat.of().formatHex(terms.encode()))
        .isEqualTo(
            "a70166617374686d61026941737468"
                + "6d6120c3a90363722d310463756e69"
                + "0582826244536d4d4f4e444f3a303030343937398263475255600682616161"
                + "62071b000001a2ce8bd401");
    assertThat(ReleaseTerms.decode(terms.encode())).isEqualTo(terms);
    var open = terms("x", Instant.MAX);
    assertThat(ReleaseTerms.decode(open.encode())).isEqualTo(open);
  }

  @Test
  void bytesInAnotherFormAreNoTerms() {
    var bytes = terms("x", Instant.MAX).encode();
    for (int cut = 0; cut < bytes.length; cut++) {
      var part = Arrays.copyOf(bytes, cut);
      assertThatThrownBy(() -> ReleaseTerms.decode(part))
          .isInstanceOf(MalformedCborException.class);
    }
  }

  /// What steers a terminal or hides could show another text than the one that is signed.
  @Test
  void termsAreShortVisibleTextsOfSomePurposesAndDatasets() {
    for (var title :
        List.of("", " ", "a\u001b[2J", "a\nb", "a\u202eb", "a\u200bb", "x".repeat(501))) {
      assertThatThrownBy(() -> terms(title, Instant.MAX))
          .isInstanceOf(IllegalArgumentException.class);
    }
    var many = IntStream.range(0, 33).mapToObj(Integer::toString).collect(Collectors.toSet());
    for (var datasets : List.of(Set.<String>of(), many)) {
      assertThatThrownBy(() ->
              new ReleaseTerms(
                  "p", "t", "r", "o", Set.of(new Purpose.HealthResearch()), datasets, Instant.MAX))
          .isInstanceOf(IllegalArgumentException.class);
    }
    assertThatThrownBy(() ->
            new ReleaseTerms(
                "p", "t", "r", "o", Set.of(new Purpose.OwnCare()), Set.of("d"), Instant.MAX))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("care");
  }
}
