package org.genogate.ledger.event;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import org.genogate.ledger.cbor.CborWriter;
import org.genogate.ledger.event.Event.AccessClosed;
import org.genogate.ledger.event.Event.BlockSealed;
import org.genogate.ledger.event.Event.ConsentRevoked;
import org.genogate.ledger.event.Event.Genesis;
import org.genogate.ledger.key.InvalidSignatureException;
import org.genogate.ledger.key.SigningKey;
import org.genogate.ledger.merkle.Hash;
import org.junit.jupiter.api.Test;

class EntryTest {

  private static final String ORIGIN = "ledger.example.org/consent-test";
  private static final SigningKey KEY = SigningKey.ofSeed(new byte[32]);
  private static final ConsentRevoked REVOKED =
      new ConsentRevoked(
          new EventId(new UUID(1, 2)),
          new PersonTag(new UUID(3, 4)),
          new ConsentRevoked.Scope.EveryGrant(),
          Hash.zero(),
          Asked.AT_DESK,
          Instant.ofEpochMilli(500));

  @Test
  void signedStringBindsOriginNumberAndBody() {
    var body = Entry.unsigned(REVOKED).bodyDigest();

    assertThat(new String(Entry.signedString(ORIGIN, REVOKED), 0, 46, UTF_8))
        .isEqualTo("genogate/v1/" + ORIGIN + "\0" + "8\0");
    assertThat(Arrays.copyOfRange(Entry.signedString(ORIGIN, REVOKED), 46, 78))
        .isEqualTo(body.toBytes());
  }

  @Test
  void signatureHoldsInItsOwnLogAlone() throws Exception {
    var signature = Entry.unsigned(REVOKED).signedBy(ORIGIN, KEY).signatures().getFirst();

    signature.verify(KEY.publicKey(), Entry.signedString(ORIGIN, REVOKED));
    assertThatThrownBy(
            () -> signature.verify(KEY.publicKey(), Entry.signedString("another", REVOKED)))
        .isInstanceOf(InvalidSignatureException.class);
  }

  @Test
  void originWithAZeroByteCannotBeSigned() {
    assertThatIllegalArgumentException().isThrownBy(() -> Entry.signedString("a\0b", REVOKED));
  }

  @Test
  void signaturesChangeTheLeafAndNotTheBodyDigest() {
    var bare = Entry.unsigned(REVOKED);
    var signed = bare.signedBy(ORIGIN, KEY);

    assertThat(signed.leaf()).isNotEqualTo(bare.leaf());
    assertThat(signed.bodyDigest()).isEqualTo(bare.bodyDigest());
  }

  @Test
  void revocationOfEverythingIsWrittenAsTheTableSays() {
    assertThat(Entry.unsigned(REVOKED).encode())
        .asHexString()
        .isEqualToIgnoringCase(
            "a4" // a map of four
                + "0101" // version 1
                + "0208" // event 8
                + "03584e" // 78 bytes of body
                + "a5"
                + ("0150" + "0000000000000001" + "0000000000000002")
                + ("0250" + "0000000000000003" + "0000000000000004")
                + ("045820" + "00".repeat(32))
                + "0603" // at the desk
                + "071901f4" // half a second past 1970
                + "0480"); // no signature
  }

  @Test
  void instantsAreCutToTheMillisecond() throws Exception {
    var fine = Instant.parse("2026-11-24T08:00:00.123456789Z");
    var entry = Entry.unsigned(new BlockSealed(0, 0, Hash.zero(), 0, Hash.zero(), fine));

    assertThat(Entry.decode(entry.encode())).isEqualTo(entry);
    assertThat(((BlockSealed) entry.event()).time())
        .isEqualTo(Instant.parse("2026-11-24T08:00:00.123Z"));
  }

  @Test
  void instantsBeyondTheLedgersReachAreRefused() {
    for (var time : List.of(Instant.MAX, Instant.MIN, Instant.EPOCH.minusNanos(1))) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> new BlockSealed(0, 0, Hash.zero(), 0, Hash.zero(), time));
    }
  }

  @Test
  void entryThatWouldNotFitABundleIsNotWritten() {
    var id = new EventId(new UUID(0, 0));
    var genesis = new Genesis(id, ORIGIN, "#".repeat(65_500), List.of(), Instant.EPOCH);

    assertThatIllegalArgumentException()
        .isThrownBy(() -> Entry.unsigned(genesis).encode())
        .withMessageContaining("65535");
  }

  @Test
  void entryLongerThanABundleAllowsIsNotRead() {
    assertRefused(new byte[65_536], "65535");
  }

  @Test
  void unknownVersionIsRefused() {
    assertRefused(entry(2, 10, closedBody()), "version 2");
  }

  @Test
  void eventsNotInTheRegistryYetAreRefused() {
    for (long number : List.of(0L, 17L, 20L, 22L, 1L << 40, (1L << 32) + 10)) {
      assertRefused(entry(1, number, closedBody()), "no event has number " + number);
    }
  }

  @Test
  void bodyOfAnotherEventIsRefused() {
    assertRefused(entry(1, 4, closedBody()), "32, not 16");
  }

  @Test
  void unknownFieldIsRefused() {
    var body =
        new CborWriter()
            .map(3)
            .key(1)
            .bytes(new byte[16])
            .key(2)
            .bytes(new byte[32])
            .key(3)
            .unsigned(0)
            .toBytes();

    assertRefused(entry(1, 10, body), "map of 3, not 2");
  }

  @Test
  void missingFieldIsRefused() {
    assertRefused(
        entry(1, 10, new CborWriter().map(1).key(1).bytes(new byte[16]).toBytes()), "map");
  }

  @Test
  void unknownCodeIsRefused() {
    var body =
        new CborWriter()
            .map(5)
            .key(1)
            .bytes(new byte[16])
            .key(2)
            .bytes(new byte[16])
            .key(3)
            .unsigned(99)
            .key(4)
            .unsigned(1)
            .key(5)
            .bytes(new byte[16])
            .toBytes();

    assertRefused(entry(1, 11, body), "code 99 of key 3");
  }

  @Test
  void bytesAfterTheBodyOrTheEntryAreRefused() {
    var body = Arrays.copyOf(closedBody(), closedBody().length + 1);
    var entry =
        Entry.unsigned(new AccessClosed(new AccessId(new UUID(0, 1)), Hash.zero())).encode();

    assertRefused(entry(1, 10, body), "too many");
    assertRefused(Arrays.copyOf(entry, entry.length + 1), "too many");
  }

  @Test
  void sizeInMoreBytesThanItNeedsIsRefused() {
    var entry = HexFormat.of().formatHex(entry(1, 10, closedBody()));

    assertRefused(HexFormat.of().parseHex(entry.replaceFirst("020a", "02180a")), "than it needs");
  }

  @Test
  void otherKindsOfSignatureAreRefused() {
    var kindThree = signatures(new CborWriter(), 3, 64, 0);
    var short63 = signatures(new CborWriter(), 1, 63, 0);

    assertRefused(kindThree, "kind 3");
    assertRefused(short63, "63, not 64");
  }

  @Test
  void keySignsAnEntryOnce() {
    var entry = Entry.unsigned(REVOKED).signedBy(ORIGIN, KEY);

    assertThatIllegalArgumentException().isThrownBy(() -> entry.signedBy(ORIGIN, KEY));
    assertRefused(signatures(new CborWriter(), 1, 64, 0, 0), "signs an entry once");
  }

  @Test
  void entryHasAtMost64Signatures() throws Exception {
    var keys = IntStream.range(0, 65).toArray();

    var most = Entry.decode(signatures(new CborWriter(), 1, 64, Arrays.copyOf(keys, 64)));
    assertThat(most.signatures()).hasSize(64);
    assertRefused(signatures(new CborWriter(), 1, 64, keys), "at most 64");
  }

  @Test
  void emptyListsOfTheGenesisAreLeftOut() {
    for (int key : new int[] {6, 7}) {
      var body = genesisBody(new CborWriter().map(6)).key(key).array(0).toBytes();

      assertRefused(entry(1, 1, body), "left out");
    }
  }

  @Test
  void genesisHasNoOtherFields() {
    for (long key : new long[] {8, 6 + (1L << 32)}) {
      var body = genesisBody(new CborWriter().map(6)).key(key).array(0).toBytes();

      assertRefused(entry(1, 1, body), "fields 1 to 7");
    }
  }

  @Test
  void genesisOfANodeAloneIsWrittenAsEver() {
    var genesis =
        new Genesis(new EventId(new UUID(0, 0)), "o", "p", List.of(), Instant.ofEpochMilli(1));

    assertThat(Entry.unsigned(genesis).encode())
        .isEqualTo(entry(1, 1, genesisBody(new CborWriter().map(5)).toBytes()));
  }

  @Test
  void keyThatIsNoPointOfTheCurveIsRefused() {
    var body =
        new CborWriter()
            .map(5)
            .key(1)
            .bytes(new byte[16])
            .key(2)
            // y = 2 has no x on the curve.
            .bytes(Arrays.copyOf(new byte[] {2}, 32))
            .key(3)
            .unsigned(1)
            .key(4)
            .bytes(new byte[16])
            .key(5)
            .unsigned(1)
            .toBytes();

    assertRefused(entry(1, 3, body), "not an entry");
  }

  private static void assertRefused(byte[] bytes, String because) {
    assertThatThrownBy(() -> Entry.decode(bytes))
        .isInstanceOf(MalformedEntryException.class)
        .hasMessageContaining(because);
  }

  private static byte[] closedBody() {
    return new CborWriter().map(2).key(1).bytes(new byte[16]).key(2).bytes(new byte[32]).toBytes();
  }

  private static byte[] entry(long version, long number, byte[] body) {
    return head(new CborWriter(), version, number, body).array(0).toBytes();
  }

  private static CborWriter genesisBody(CborWriter out) {
    return out.key(1)
        .bytes(new byte[16])
        .key(2)
        .text("o")
        .key(3)
        .text("p")
        .key(4)
        .array(0)
        .key(5)
        .unsigned(1);
  }

  private static byte[] signatures(CborWriter out, int kind, int length, int... keys) {
    head(out, 1, 10, closedBody()).array(keys.length);
    for (int key : keys) {
      var id = new byte[16];
      id[0] = (byte) key;
      out.array(3).unsigned(kind).bytes(id).bytes(new byte[length]);
    }
    return out.toBytes();
  }

  private static CborWriter head(CborWriter out, long version, long number, byte[] body) {
    return out.map(4).key(1).unsigned(version).key(2).unsigned(number).key(3).bytes(body).key(4);
  }
}
