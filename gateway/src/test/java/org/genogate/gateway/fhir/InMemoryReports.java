package org.genogate.gateway.fhir;

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

  /// How a delivery went.
  sealed interface Delivered {
    record Complete(List<Byte> body, long records) implements Delivered {}

    record Aborted(long bytes) implements Delivered {}

    record Failed() implements Delivered {}
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
      case PERMITTING -> new Outcome.Reported(ReportExample.full(), new Delivery());
      case LARGE -> new Outcome.Reported(ReportExample.large(), new Delivery());
      case UNWRITABLE -> new Outcome.Reported(ReportExample.unwritable(), new Delivery());
      case WITHOUT_LEDGER -> new Outcome.Unavailable();
      default -> new Outcome.NotPermitted();
    };
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
