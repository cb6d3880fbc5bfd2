package org.genogate.cluster.process;

import static org.assertj.core.api.Assertions.assertThat;

import org.genogate.cluster.process.History.Kind;
import org.genogate.cluster.process.History.Wish;
import org.junit.jupiter.api.Test;

/// What callers see while a campaign runs, and must object to.
class HistoryTest {

  private final History history = new History();

  private void acknowledged(Kind kind, long number, long index) {
    history.acknowledged(new Wish(kind, number), index, System.nanoTime());
  }

  @Test
  void whatGoesAsItMustIsNoViolation() {
    acknowledged(Kind.REVOKE, 1, 5);
    acknowledged(Kind.REVOKE, 1, 5);
    acknowledged(Kind.APPEND, 1, 6);
    history.read("node-a", 1, "yes");
    history.read("node-a", 1, "silent");
    history.read("node-a", 1, "unknown");

    assertThat(history.violations()).isEmpty();
  }

  @Test
  void oneEntryAtTwoPlacesIsSeen() {
    acknowledged(Kind.APPEND, 1, 5);
    acknowledged(Kind.APPEND, 1, 6);

    assertThat(history.violations()).containsExactly("'number 1' stands at 5 and at 6");
  }

  @Test
  void twoEntriesAtOnePlaceAreSeen() {
    acknowledged(Kind.APPEND, 1, 5);
    acknowledged(Kind.REVOKE, 1, 5);

    assertThat(history.violations()).containsExactly("5 is 'number 1' and 'revoke 1'");
  }

  @Test
  void aReadThatDoesNotKnowOfARevocationIsSeen() {
    history.read("node-b", 1, "no");

    assertThat(history.violations()).containsExactly("node-b does not know that 1 is revoked");
  }
}
