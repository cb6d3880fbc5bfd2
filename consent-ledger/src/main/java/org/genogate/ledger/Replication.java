package org.genogate.ledger;

import org.genogate.ledger.log.Appender;
import org.genogate.ledger.log.Finality;
import org.genogate.ledger.log.LedgerLog;
import org.genogate.ledger.log.LogAgendas;
import org.genogate.ledger.log.Ordering;

/// How a ledger is kept: on this node alone, or the same on several.
///
/// Serves one ledger, and is closed with it.
public interface Replication {

  /// Who has a say in what the log says.
  enum Say {
    /// This node alone: it begins the log, and what it orders is final.
    ALONE,
    /// One of several: the log may begin, and go on, without this node.
    SHARED
  }

  Say say();

  Ordering ordering();

  Finality finality();

  LogAgendas agendas();

  /// The log is open and replayed, and about to start. Nothing was asked of this before.
  void attach(LedgerLog log);

  /// The log runs: from now on drafts are taken, and others are asked.
  ///
  /// @return takes drafts, on whatever node they are judged
  Appender begin();

  /// So many entries are folded here, and nobody is handed anything any more that they forbid.
  void folded(long size);

  /// Whether no newer revocation can have been acknowledged than this node knows of. May be asked
  /// by any thread, at any rate.
  boolean mayRead();

  /// Whether a draft that is handed over now is likely to be committed.
  boolean isAccepting();

  /// Lets go of everything but the log, which is closed already.
  void close();
}
