package org.genogate.cluster.link;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.genogate.ledger.event.ValidatorName;
import org.genogate.ledger.log.Agenda;
import org.junit.jupiter.api.Test;

class MailboxTest {

  /// An agenda whose tasks wait to be run.
  private static final class Waiting implements Agenda {
    private final List<Runnable> tasks = new ArrayList<>();

    @Override
    public long nanoTime() {
      return 0;
    }

    @Override
    public void execute(Runnable task) {
      tasks.add(task);
    }

    @Override
    public void schedule(Duration delay, Runnable task) {
      tasks.add(task);
    }
  }

  @Test
  void onePeersFloodIsDroppedAndAnothersMessageIsNot() {
    var agenda = new Waiting();
    var taken = new ArrayList<ValidatorName>();
    var mailbox = new Mailbox(agenda, 64, (from, _) -> taken.add(from));
    var flooding = new ValidatorName("c");
    var quiet = new ValidatorName("b");

    for (int i = 0; i < 1_000; i++) {
      mailbox.received(flooding, new byte[1]);
    }
    mailbox.received(quiet, new byte[1]);
    List.copyOf(agenda.tasks).forEach(Runnable::run);
    mailbox.received(flooding, new byte[1]);

    assertThat(taken).hasSize(65).contains(quiet);
    assertThat(agenda.tasks).hasSize(66);
  }
}
