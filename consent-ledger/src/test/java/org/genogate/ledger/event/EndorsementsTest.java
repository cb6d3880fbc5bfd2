package org.genogate.ledger.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.genogate.ledger.cbor.CborReader;
import org.genogate.ledger.cbor.CborWriter;
import org.genogate.ledger.cbor.MalformedCborException;
import org.junit.jupiter.api.Test;

class EndorsementsTest {

  private static final Endorsement CUSTODIAN = new Endorsement(KeyRole.CUSTODIAN, 1);
  private static final Endorsement COMMITTEE = new Endorsement(KeyRole.COMMITTEE, 2);
  private static final Endorsement REQUESTER = new Endorsement(KeyRole.REQUESTER, 1);

  @Test
  void nothingThatProtectsWaitsForOthers() {
    for (int number : new int[] {1, 2, 4, 7, 8, 10, 11, 12, 19, 21}) {
      assertRefused(number, COMMITTEE);
    }
  }

  @Test
  void withoutARowNobodyIsAskedBesideTheLaw() {
    assertThat(Endorsements.none().besideTheLaw(5)).isEmpty();
    assertThat(Endorsements.none().wantRelease()).isFalse();
    assertThat(Endorsements.none().ofReleases())
        .extracting(Endorsement::role)
        .containsExactly(KeyRole.CUSTODIAN, KeyRole.COMMITTEE);
  }

  @Test
  void rowOfReleasesAsksForEntriesNotSignatures() {
    var table = table(16, COMMITTEE);

    assertThat(table.ofReleases()).containsExactly(COMMITTEE);
    assertThat(table.besideTheLaw(16)).isEmpty();
  }

  @Test
  void rowOfAccessesNamesNobody() {
    assertThat(table(9).wantRelease()).isTrue();
    assertRefused(9, COMMITTEE);
    assertRefused(5);
  }

  @Test
  void rolesStandInOrderAndOnce() {
    assertThat(table(5, CUSTODIAN, COMMITTEE).besideTheLaw(5)).hasSize(2);
    assertRefused(5, COMMITTEE, CUSTODIAN);
    assertRefused(5, CUSTODIAN, CUSTODIAN);
  }

  @Test
  void requesterSignsRequestsAlone() {
    assertThat(table(15, REQUESTER).besideTheLaw(15)).containsExactly(REQUESTER);
    assertRefused(5, REQUESTER);
    assertRefused(16, REQUESTER);
    assertRefused(15, new Endorsement(KeyRole.REQUESTER, 2));
  }

  @Test
  void personsAndLogsEndorseNothing() {
    for (var role : List.of(KeyRole.PERSON, KeyRole.LOG)) {
      assertThatIllegalArgumentException().isThrownBy(() -> new Endorsement(role, 1));
    }
    for (int count : new int[] {0, 16}) {
      assertThatIllegalArgumentException()
          .isThrownBy(() -> new Endorsement(KeyRole.COMMITTEE, count));
    }
  }

  @Test
  void rowsAreReadInOrderAlone() throws Exception {
    var ordered = new CborWriter().array(2);
    row(row(ordered, 5), 6);
    var turned = new CborWriter().array(2);
    row(row(turned, 6), 5);
    var twice = new CborWriter().array(2);
    row(row(twice, 5), 5);

    assertThat(Endorsements.read(new CborReader(ordered.toBytes())).rows()).hasSize(2);
    for (var out : List.of(turned, twice)) {
      assertThatThrownBy(() -> Endorsements.read(new CborReader(out.toBytes())))
          .isInstanceOf(MalformedCborException.class)
          .hasMessageContaining("not in order");
    }
  }

  private static CborWriter row(CborWriter out, int number) {
    return out.array(2).unsigned(number).array(1).array(2).unsigned(5).unsigned(1);
  }

  private static Endorsements table(int number, Endorsement... row) {
    return new Endorsements(new TreeMap<>(Map.of(number, List.of(row))));
  }

  private static void assertRefused(int number, Endorsement... row) {
    assertThatIllegalArgumentException().isThrownBy(() -> table(number, row));
  }
}
