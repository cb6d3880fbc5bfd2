package org.genogate.gateway.portal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.genogate.gateway.access.PatientDesk.AccessSummary;
import org.genogate.gateway.http.ProblemException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AccessPageTest {

  private final Example example = new Example();
  private final List<AccessSummary> all = example.desk.accesses(example.person);

  @Test
  void pagesTogetherAreEverythingOnce() {
    var seen = new ArrayList<AccessSummary>();

    String next = "";
    do {
      var page = AccessPage.of(all, "5", next);
      seen.addAll(page.accesses());
      next = page.next();
    } while (!next.isEmpty());

    assertThat(seen).isEqualTo(all);
  }

  @Test
  void aNewAccessShiftsNoLaterPage() {
    String next = AccessPage.of(all, "5", "").next();
    var longer = new ArrayList<>(all);
    longer.addFirst(all.getLast());

    assertThat(AccessPage.of(longer, "5", next)).isEqualTo(AccessPage.of(all, "5", next));
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "-1", "1001", "many", "99999999999"})
  void aLimitOutsideItsBoundsIsRefused(String limit) {
    assertThatThrownBy(() -> AccessPage.of(all, limit, "")).isInstanceOf(ProblemException.class);
  }

  @Test
  void anAccessOfSomeoneElseIsNoPlaceToGoOnFrom() {
    assertThatThrownBy(() -> AccessPage.of(all, "", example.ofAnother.toString()))
        .isInstanceOf(ProblemException.class);
  }
}
