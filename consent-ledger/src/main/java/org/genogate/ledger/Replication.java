package org.genogate.ledger;

import java.util.function.Function;
import org.genogate.ledger.log.Appender;
import org.genogate.ledger.log.Finality;
import org.genogate.ledger.log.LedgerLog;
import org.genogate.ledger.log.LogAgendas;
import org.genogate.ledger.log.Ordering;

/// How a ledger is kept on more than this node, or on this one alone.
///
/// @param ordering closed with the ledger
/// @param agendas closed with the ledger
/// @param appender takes drafts on whatever node leads
/// @param member whether others have a say: then the log may begin, and go on, without this node
public record Replication(
    Ordering ordering,
    Finality finality,
    LogAgendas agendas,
    Function<LedgerLog, Appender> appender,
    Membership member) {

  /// Whether this node decides alone.
  public enum Membership {
    ALONE,
    ONE_OF_MANY
  }

  /// For a node alone: what it orders is final.
  public static Replication alone(Ordering ordering, LogAgendas agendas) {
    return new Replication(
        ordering, Finality.ofOwnSignature(), agendas, LedgerLog::appender, Membership.ALONE);
  }
}
