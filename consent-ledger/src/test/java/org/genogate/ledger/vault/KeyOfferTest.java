package org.genogate.ledger.vault;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.genogate.ledger.event.PersonTag;
import org.genogate.ledger.key.WrappingPublicKey;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Two nodes, `here` and `there`, and a third that nobody asked.
class KeyOfferTest {

  private static final byte[] PLAIN = "allows health research".getBytes(UTF_8);
  private static final byte[] CONTEXT = "entry 7".getBytes(UTF_8);
  private static final PersonTag ANN = new PersonTag(new UUID(1, 1));
  private static final KeyName ANNS = KeyName.of(ANN);

  private final SecureRandom random = new SecureRandom();

  @TempDir private Path root = Path.of("");
  private Vault here;
  private Vault there;
  private Vault stranger;

  @BeforeEach
  void makeVaults() throws IOException {
    here = make("here");
    there = make("there");
    stranger = make("stranger");
    here.addPeople(List.of(ANN));
  }

  @AfterEach
  void closeVaults() throws IOException {
    here.close();
    there.close();
    stranger.close();
  }

  private Vault make(String name) throws IOException {
    return Vault.create(root.resolve(name), root.resolve(name + ".key"), random);
  }

  private static WrappingPublicKey address(Vault vault) throws IOException {
    return vault.wrappingKey().publicKey();
  }

  private Map<KeyName, Acceptance> give(KeyName... names) throws Exception {
    return there.accept(here.offer(List.of(names), address(there)), address(here));
  }

  @Test
  void aPersonsKeyReachesAnotherNode() throws Exception {
    var sealed = here.sealForPerson(ANN, PLAIN, CONTEXT);
    assertThat(there.openForPerson(ANN, sealed, CONTEXT)).isEmpty();

    assertThat(give(ANNS)).containsExactly(Map.entry(ANNS, Acceptance.ADDED));

    assertThat(there.openForPerson(ANN, sealed, CONTEXT)).hasValue(PLAIN);
  }

  @Test
  void whatWasAcceptedIsDurable() throws Exception {
    var sealed = here.sealForPerson(ANN, PLAIN, CONTEXT);
    give(ANNS);
    there.close();
    there = Vault.open(root.resolve("there"), root.resolve("there.key"), random);

    assertThat(there.openForPerson(ANN, sealed, CONTEXT)).hasValue(PLAIN);
  }

  @Test
  void aNodesPayloadsOpenWhereItsKeyIs() throws Exception {
    var sealed = here.sealForNode(PLAIN, CONTEXT);
    assertThat(there.openForNode(sealed, CONTEXT)).isEmpty();
    var wanted = Vault.nodeKeyOf(sealed).orElseThrow();
    assertThat(wanted).isEqualTo(here.ownNodeKey()).isNotEqualTo(there.ownNodeKey());
    assertThat(here.holds(wanted)).isTrue();
    assertThat(there.holds(wanted)).isFalse();

    give(wanted);

    assertThat(there.openForNode(sealed, CONTEXT)).hasValue(PLAIN);
    assertThat(there.openForNode(sealed, PLAIN)).isEmpty();
    assertThat(there.openForNode(there.sealForNode(PLAIN, CONTEXT), CONTEXT)).hasValue(PLAIN);
  }

  @Test
  void sharedKeysOfALedgerAreTheSameEverywhere() throws Exception {
    var cohort = here.cohortKey();
    var log = here.signingKey("log").publicKey();

    assertThat(give(KeyName.COHORT, KeyName.LOG).values()).containsOnly(Acceptance.ADDED);

    assertThat(there.cohortKey()).isEqualTo(cohort);
    assertThat(there.signingKey("log").publicKey()).isEqualTo(log);
  }

  @Test
  void whatANodeSignsWithStaysThere() throws Exception {
    for (var name :
        List.of(
            KeyName.signing("node"),
            KeyName.signing("custodian"),
            KeyName.WRAPPING,
            KeyName.mlDsa("cosigner"),
            KeyName.NODE)) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> here.offer(List.of(name), address(there)));
    }
  }

  /// Else a bad node could put its own key in the place of another's.
  @Test
  void noOfferReplacesWhatANodeSignsWith() throws Exception {
    var own = there.signingKey("node").publicKey();
    var forged = forged(Map.of(KeyName.signing("node"), new byte[32]));

    assertThat(there.accept(forged, address(here)).values()).containsOnly(Acceptance.UNSHARED);

    assertThat(there.signingKey("node").publicKey()).isEqualTo(own);
  }

  private byte[] forged(Map<KeyName, byte[]> keys) throws IOException {
    return new KeyOffer(new TreeMap<>(keys)).wrap(here.wrappingKey(), address(there));
  }

  @Test
  void acceptingAgainChangesNothing() throws Exception {
    give(ANNS);
    var bytes = Files.readAllBytes(root.resolve("there").resolve("keys"));

    assertThat(give(ANNS)).containsExactly(Map.entry(ANNS, Acceptance.HELD));

    assertThat(Files.readAllBytes(root.resolve("there").resolve("keys"))).isEqualTo(bytes);
  }

  @Test
  void anotherKeyOfTheSameNameIsRefused() throws Exception {
    there.addPeople(List.of(ANN));
    var sealed = there.sealForPerson(ANN, PLAIN, CONTEXT);

    assertThat(give(ANNS)).containsExactly(Map.entry(ANNS, Acceptance.CONFLICTING));

    assertThat(there.openForPerson(ANN, sealed, CONTEXT)).hasValue(PLAIN);
  }

  @Test
  void aNodesKeyMustFitItsName() throws Exception {
    var forgedOther = forged(Map.of(stranger.ownNodeKey(), new byte[32]));
    var forgedOwn = forged(Map.of(there.ownNodeKey(), new byte[32]));

    assertThat(there.accept(forgedOther, address(here)).values())
        .containsOnly(Acceptance.CONFLICTING);
    assertThat(there.accept(forgedOwn, address(here)).values())
        .containsOnly(Acceptance.CONFLICTING);
    assertThat(there.holds(stranger.ownNodeKey())).isFalse();
  }

  @Test
  void oneOwnKeyThatComesBackIsHeld() throws Exception {
    give(here.ownNodeKey());

    var back = there.offer(List.of(here.ownNodeKey()), address(here));

    assertThat(here.accept(back, address(there)).values()).containsOnly(Acceptance.HELD);
  }

  @Test
  void theKeyOfAnErasedPersonIsRefusedForEver() throws Exception {
    var earlier = here.offer(List.of(ANNS), address(there));
    there.accept(earlier, address(here));
    there.erase(List.of(ANN));

    assertThat(there.accept(earlier, address(here)).values()).containsOnly(Acceptance.ERASED);
    assertThat(there.holds(ANNS)).isFalse();
    there.close();
    there = Vault.open(root.resolve("there"), root.resolve("there.key"), random);
    assertThat(give(ANNS).values()).containsOnly(Acceptance.ERASED);
  }

  @Test
  void whoeverWasErasedIsOfferedNoMore() throws Exception {
    here.erase(List.of(ANN));

    assertThat(give(ANNS)).isEmpty();
  }

  @Test
  void anOfferIsForItsReceiverAlone() throws Exception {
    var offer = here.offer(List.of(ANNS), address(there));

    assertThatThrownBy(() -> stranger.accept(offer, address(here)))
        .isInstanceOf(InvalidOfferException.class);
    assertThatThrownBy(() -> there.accept(offer, address(stranger)))
        .isInstanceOf(InvalidOfferException.class);
  }

  @Test
  void changedOffersAreRefused() throws Exception {
    var offer = here.offer(List.of(ANNS), address(there));
    for (int i = 0; i < offer.length; i++) {
      var changed = offer.clone();
      changed[i] ^= 1;
      var torn = Arrays.copyOf(offer, i);

      assertThatThrownBy(() -> there.accept(changed, address(here)))
          .isInstanceOf(InvalidOfferException.class);
      assertThatThrownBy(() -> there.accept(torn, address(here)))
          .isInstanceOf(InvalidOfferException.class);
    }
    assertThat(there.holds(ANNS)).isFalse();
  }

  /// A validator may wrap anything at all.
  @Test
  void nonsenseThatIsWrappedWellIsRefused() throws Exception {
    var context = "genogate/key-offer/v1".getBytes(UTF_8);
    for (byte[] nonsense :
        List.of(
            new byte[0],
            new byte[] {(byte) 0x80},
            new byte[40],
            PLAIN,
            new byte[] {(byte) 0x81, 2},
            new byte[] {(byte) 0x82, 1, (byte) 0x82, 0x61, 'x', 0x40})) {
      var wrapped = here.wrappingKey().wrap(nonsense, address(there), context);

      assertThatThrownBy(() -> there.accept(wrapped, address(here)))
          .isInstanceOf(InvalidOfferException.class);
    }
  }

  @Test
  void offersDoNotShowKeysOrWhoseTheyAre() throws Exception {
    var offer = here.offer(List.of(ANNS), address(there));

    assertThat(new String(offer, ISO_8859_1)).doesNotContain(ANN.toString());
    assertThat(ANNS.toString()).doesNotContain(ANN.toString());
  }
}
