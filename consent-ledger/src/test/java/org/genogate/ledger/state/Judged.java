package org.genogate.ledger.state;

import static org.assertj.core.api.Assertions.assertThat;

import org.genogate.ledger.event.Entry;

/// What the fold of a log says of an entry that would be the next.
final class Judged {

  private Judged() {}

  static void assertSound(TestLog log, Entry entry) {
    assertThat(log.fold.check(entry)).isEqualTo(new Verdict.Sound());
  }

  /// @param rule part of the reason
  static void assertBroken(TestLog log, Entry entry, String rule) {
    assertThat(log.fold.check(entry))
        .isInstanceOfSatisfying(
            Verdict.Broken.class, broken -> assertThat(broken.reason()).contains(rule));
  }
}
