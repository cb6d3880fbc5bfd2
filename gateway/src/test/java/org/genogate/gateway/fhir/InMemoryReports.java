package org.genogate.gateway.fhir;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.genogate.gateway.access.ReportDesk;
import org.genogate.gateway.identity.Caller;

/// A desk with one patient who permits, one who does not, and one whose ledger is away.
///
/// It keeps what it is told of each delivery.
final class InMemoryReports implements ReportDesk {

  static final String PERMITTING = "P-4417";
  static final String NOT_PERMITTING = "P-0001";
  static final String WITHOUT_LEDGER = "P-0002";
  static final String LARGE = "P-0003";
  static final String UNWRITABLE = "P-0004";
  static final String WITHDRAWING = "P-0005";
  static final String WITHDRAWING_MIDWAY = "P-0006";

  /// How a delivery went.
  sealed interface Delivered {
    record Complete(List<Byte> body, long records) implements Delivered {}

    record Aborted(long bytes) implements Delivered {}

    record Failed() implements Delivered {}

    /// The desk knows by itself.
    record Withdrawn() implements Delivered {}
  }

  private final BlockingQueue<Delivered> deliveries = new LinkedBlockingQueue<>();
  private final AtomicInteger questions = new AtomicInteger();

  @Override
  public Outcome report(Caller.Clinician clinician, String subject, String panel) {
    questions.incrementAndGet();
    if (!panel.equals("clopidogrel")) {
      return new Outcome.UnknownPanel();
    }
    return switch (subject) {
      case PERMITTING -> reported(ReportExample.full(), Integer.MAX_VALUE);
      case LARGE -> reported(ReportExample.large(), Integer.MAX_VALUE);
      case UNWRITABLE -> reported(ReportExample.unwritable(), Integer.MAX_VALUE);
      case WITHDRAWING -> reported(ReportExample.full(), 0);
      case WITHDRAWING_MIDWAY -> reported(ReportExample.large(), 2);
      case WITHOUT_LEDGER -> new Outcome.Unavailable();
      default -> new Outcome.NotPermitted();
    };
  }

  private Outcome reported(Report report, int pieces) {
    return new Outcome.Reported(report, new Delivery(pieces));
  }

  int questions() {
    return questions.get();
  }

  /// What was told of the next delivery; waits for it.
  Delivered delivered() throws InterruptedException {
    var next = deliveries.poll(20, TimeUnit.SECONDS);
    if (next == null) {
      throw new AssertionError("nothing was told of the delivery");
    }
    return next;
  }

  private final class Delivery implements ReportDesk.Delivery {

    private int pieces;

    /// @param pieces how many are handed over before the patient withdraws
    Delivery(int pieces) {
      this.pieces = pieces;
    }

    @Override
    public boolean handOver(Hand hand) throws IOException {
      if (pieces == 0) {
        deliveries.add(new Delivered.Withdrawn());
        return false;
      }
      pieces--;
      hand.run();
      return true;
    }

    @Override
    public void complete(byte[] body, long records) {
      deliveries.add(new Delivered.Complete(bytes(body), records));
    }

    @Override
    public void aborted(long bytes) {
      deliveries.add(new Delivered.Aborted(bytes));
    }

    @Override
    public void failed() {
      deliveries.add(new Delivered.Failed());
    }
  }

  /// As a list, whose equality is that of its content.
  static List<Byte> bytes(byte[] body) {
    var list = new ArrayList<Byte>(body.length);
    for (byte b : body) {
      list.add(b);
    }
    return list;
  }
}
