package org.genogate.gateway.demo;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.genogate.gateway.access.LedgerUnavailableException;
import org.genogate.gateway.access.PatientDesk;
import org.genogate.gateway.access.PatientDesk.Terms;
import org.genogate.gateway.node.Node;
import org.genogate.ledger.event.Asked;
import org.genogate.ledger.event.PersonTag;

/// Gives the made-up people consents as varied as those of real ones.
final class DemoPeople {

  private final Node node;
  private final PatientDesk desk;
  private final Instant now;

  DemoPeople(Node node, Instant now) {
    this.node = node;
    this.desk = node.desks().patients();
    this.now = now;
  }

  /// Returns once all consents are committed.
  void enrol(int people) throws LedgerUnavailableException, InterruptedException {
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<Void>> enrolments = new ArrayList<>();
      for (int i = 0; i < people; i++) {
        int person = i;
        enrolments.add(
            threads.submit(() -> {
              enrolOne(person);
              return null;
            }));
      }
      for (var enrolment : enrolments) {
        enrolment.get();
      }
    } catch (ExecutionException e) {
      throw new LedgerUnavailableException("an enrolment failed", e);
    }
  }

  /// The first is the patient of the story. Of ten others, six allow health research, one any
  /// research, one cancer research alone, one refuses all research, and one says nothing. Each
  /// seventh holds a region back.
  private void enrolOne(int person) throws LedgerUnavailableException {
    var tag = node.people().tagOf(DemoWorld.person(person)).orElseThrow();
    if (person == 0) {
      grant(tag, "HMB", "", Set.of());
      grant(tag, "CARE", "", Set.of(DemoWorld.WITHHELD_LABEL));
      return;
    }
    Set<String> withheld = person % 7 == 0 ? Set.of(DemoWorld.WITHHELD_LABEL) : Set.of();
    switch (person % 10) {
      case 6 -> grant(tag, "GRU", "", withheld);
      case 7 -> grant(tag, "DS", DemoWorld.DISEASE, withheld);
      case 8 -> {
        var _ = desk.deny(tag, terms("GRU", "", Set.of()), Asked.AT_DESK);
      }
      case 9 -> {}
      default -> grant(tag, "HMB", "", withheld);
    }
    if (person % 3 == 0) {
      grant(tag, "CARE", "", Set.of());
    }
  }

  private void grant(PersonTag person, String use, String disease, Set<String> withheld)
      throws LedgerUnavailableException {
    var _ = desk.grant(person, terms(use, disease, withheld), Asked.AT_DESK);
  }

  private Terms terms(String use, String disease, Set<String> withheld) {
    return new Terms(use, disease, "anyone", Set.of(), now, Instant.MAX, withheld);
  }
}
