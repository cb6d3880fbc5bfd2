package org.genogate.gateway.access;

import java.time.Clock;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.genogate.gateway.config.GatewayConfig;
import org.genogate.gateway.custody.DatasetCatalog;
import org.genogate.gateway.custody.PeopleRegister;
import org.genogate.gateway.http.Work;
import org.genogate.genomics.query.Panel;
import org.genogate.ledger.Ledger;

/// Where researchers, clinicians and patients are served, over one fence and one ledger.
///
/// @param housekeeping to be run about once a minute, and when the node stops
public record Desks(
    Gate researchers,
    ReportDesk clinicians,
    PatientDesk patients,
    ReceiptDesk receipts,
    ReleaseDesk releases,
    Refusals refusals,
    Supplier<CompletableFuture<Void>> housekeeping) {

  /// What the desks share.
  public record Room(
      GatewayConfig config,
      Map<String, Panel> panels,
      PeopleRegister people,
      DatasetCatalog datasets,
      Ledger ledger,
      Work work,
      Clock clock,
      RandomGenerator random) {}

  public static Desks furnish(Room room) {
    return furnish(room, new ConsentFence());
  }

  /// With a fence that a test may watch.
  static Desks furnish(Room room, ConsentFence fence) {
    var config = room.config();
    var live = new LiveAccesses();
    room.ledger().beforeObeying(fence::awaitHandOvers);
    var refusals = new Refusals(room.ledger(), room.clock());
    var recorder =
        new Recorder(room.ledger(), live, refusals, config.regions(), room.clock(), room.random());
    return new Desks(
        new Gate(
            config.projects(),
            config.limits(),
            room.datasets(),
            recorder,
            refusals,
            fence,
            room.work()),
        new ConsentedReports(
            config,
            room.panels(),
            room.people(),
            room.datasets(),
            recorder,
            refusals,
            fence,
            room.work()),
        new LedgerPatientDesk(room, live),
        new ReceiptDesk(room.ledger().receipts()),
        new ReleaseDesk(room.ledger(), config.projects(), room.clock(), room.random()),
        refusals,
        refusals::flush);
  }
}
