package org.genogate.ledger.receipt;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import org.genogate.ledger.checkpoint.VerifierKey;
import org.genogate.ledger.event.PersonTag;
import org.genogate.ledger.key.SigningKey;
import org.genogate.ledger.merkle.Hash;
import org.junit.jupiter.api.Test;

class ReceiptTest {

  private final LoggedAccess access = new LoggedAccess(7);

  @Test
  void everyPersonOfACohortCanVerifyTheirOwnReceipt() throws Exception {
    for (var person : access.people) {
      assertThat(access.forPerson(person).verify(access.log))
          .isEqualTo(
              new VerifiedReceipt(
                  access.opened,
                  1,
                  access.forPerson(person).opened().verify(access.log),
                  new VerifiedReceipt.Closing.Untold(3)));
    }
  }

  @Test
  void whoeverAskedCanVerifyTheQueryAndTheEnd() throws Exception {
    assertThat(access.forRequester().verify(access.log).closing())
        .isEqualTo(new VerifiedReceipt.Closing.Told(3, access.end));
  }

  @Test
  void aPersonOutsideTheCohortCannotUseAnothersReceipt() {
    var mine = opening(access.forPerson(access.people.getFirst()));
    var stranger =
        new Receipt.Opening.ForPerson(
            PersonTag.random(access.random),
            mine.cohortRoot(),
            mine.cohortSalt(),
            mine.membership());

    refused(with(stranger), "the person is not shown to be in the cohort");
  }

  @Test
  void aRootThatTheEntryDoesNotCommitToIsRefused() {
    var person = access.people.getFirst();
    var alone = access.roots.membership(person);
    var forged =
        new Receipt.Opening.ForPerson(
            person, access.roots.root(person), access.detail.cohortSalt(), alone);

    refused(with(forged), "the cohort is not what the entry commits to");
  }

  @Test
  void anotherQueryOrEndIsRefused() {
    var salt = access.detail.querySalt();
    refused(with(new Receipt.Opening.ForRequester("region=1", salt)), "the query is not");
    var end = access.end;
    var longer =
        new CloseDetail(
            end.salt(), end.at(), 901, 12, end.outcome(), end.bodyRoot(), end.ledgerSize());

    refused(closing(new Receipt.Closing.Told(access.proven(3), longer)), "the end is not");
  }

  @Test
  void theEndOfAnotherAccessIsRefused() {
    refused(closing(new Receipt.Closing.Untold(access.proven(4))), "does not close this access");
    refused(closing(new Receipt.Closing.Untold(access.proven(1))), "does not close this access");
  }

  @Test
  void anEntryThatTheLogDidNotSignIsRefused() {
    var seed = new byte[SigningKey.SEED_BYTES];
    Arrays.fill(seed, (byte) 1);
    var forger = SigningKey.ofSeed(seed);
    var valid = access.forRequester();
    var forged =
        new Receipt(
            access.proven(1, forger), valid.closing(), valid.opening(), valid.said(), access.log);

    refused(forged, "entry 1 is not proven");

    var swapped = new ProvenEntry(access.proven(0).entry(), access.proven(1).proof());
    refused(
        new Receipt(swapped, valid.closing(), valid.opening(), valid.said(), access.log),
        "entry 1 is not proven");
  }

  @Test
  void aReceiptOfAnotherLogIsRefused() {
    var other = new VerifierKey("other.org/log", VerifierKey.Kind.LOG, access.key.publicKey());

    assertThatExceptionOfType(InvalidReceiptException.class)
        .isThrownBy(() -> access.forRequester().verify(other))
        .withMessage("the receipt is of another log than other.org/log");
  }

  /// I8 for receipts: everything in one, spelled out as text and bytes, names its holder alone.
  @Test
  void aPersonsReceiptRevealsNobodyElse() throws Exception {
    for (var person : access.people) {
      var receipt = access.forPerson(person);
      var all = receipt + spelledOut(receipt);

      for (var other : access.people) {
        if (!other.equals(person)) {
          assertThat(all).doesNotContain(other.toString());
          assertThat(spelledOut(receipt)).doesNotContain(rawText(other));
          assertThat(all).doesNotContain(leafSaltOf(other));
        }
      }
      assertThat(all).doesNotContain(access.detail.query());
      assertThat(all).doesNotContain(access.end.bodyRoot().toString());
      assertThat(all).doesNotContain("PeopleSet");
    }
  }

  @Test
  void twoPersonsReceiptsShareOnlyWhatIsTheAccess() {
    var ada = access.forPerson(access.people.get(0));
    var ben = access.forPerson(access.people.get(5));

    assertThat(ada.opened()).isEqualTo(ben.opened());
    assertThat(ada.closing()).isEqualTo(ben.closing());
    assertThat(opening(ada).membership().leafSalt())
        .isNotEqualTo(opening(ben).membership().leafSalt());
    var shared = new HashSet<>(opening(ada).membership().proof().path());
    shared.retainAll(Set.copyOf(opening(ben).membership().proof().path()));
    assertThat(shared).isEmpty();
  }

  private static String spelledOut(Receipt receipt) {
    var mine = opening(receipt);
    var bytes = new StringBuilder();
    bytes.append(new String(receipt.opened().entry().encode(), ISO_8859_1));
    bytes.append(new String(receipt.opened().proof().toBytes(), ISO_8859_1));
    if (receipt.closing() instanceof Receipt.Closing.Untold(var entry)) {
      bytes.append(new String(entry.entry().encode(), ISO_8859_1));
      bytes.append(new String(entry.proof().toBytes(), ISO_8859_1));
    }
    bytes.append(new String(mine.cohortSalt().toBytes(), ISO_8859_1));
    bytes.append(new String(mine.membership().leafSalt().toBytes(), ISO_8859_1));
    for (Hash hash : mine.membership().proof().path()) {
      bytes.append(new String(hash.toBytes(), ISO_8859_1));
    }
    return bytes.toString();
  }

  private static String rawText(PersonTag person) {
    return new String(CohortMembership.tagBytes(person), ISO_8859_1);
  }

  private String leafSaltOf(PersonTag person) {
    var salt = access.roots.membership(person).leafSalt();
    return new String(salt.toBytes(), ISO_8859_1);
  }

  private Receipt with(Receipt.Opening opening) {
    var valid = access.forRequester();
    return new Receipt(valid.opened(), valid.closing(), opening, valid.said(), access.log);
  }

  private Receipt closing(Receipt.Closing closing) {
    var valid = access.forRequester();
    return new Receipt(valid.opened(), closing, valid.opening(), valid.said(), access.log);
  }

  private static Receipt.Opening.ForPerson opening(Receipt receipt) {
    return (Receipt.Opening.ForPerson) receipt.opening();
  }

  private void refused(Receipt receipt, String why) {
    assertThatExceptionOfType(InvalidReceiptException.class)
        .isThrownBy(() -> receipt.verify(access.log))
        .withMessageContaining(why);
  }
}
