package org.genogate.ledger.log;

import java.io.IOException;

/// Starts logs of one node on threads of their own.
final class TestLogs {

  private TestLogs() {}

  static LedgerLog started(LogSettings settings, EntryRules rules) throws IOException {
    return start(LedgerLog.open(settings, rules));
  }

  /// Its threads are daemons, and end when a test's process does.
  static LedgerLog start(LedgerLog log) throws IOException {
    var agenda = new ThreadAgenda("ledger");
    var agendas = LogAgendas.alone(agenda);
    log.start(new AloneOrdering(agenda), Finality.ofOwnSignature(), agendas, _ -> {});
    log.leading().join();
    return log;
  }
}
