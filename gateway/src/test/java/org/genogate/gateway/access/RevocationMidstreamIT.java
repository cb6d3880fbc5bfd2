package org.genogate.gateway.access;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.arrow.memory.RootAllocator;
import org.apache.arrow.vector.BigIntVector;
import org.apache.arrow.vector.IntVector;
import org.apache.arrow.vector.TinyIntVector;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.complex.FixedSizeListVector;
import org.apache.arrow.vector.ipc.ArrowStreamReader;
import org.genogate.gateway.access.PatientDesk.Change;
import org.genogate.gateway.access.PatientDesk.Terms;
import org.genogate.gateway.access.WatchedGateway.HandOver;
import org.genogate.gateway.node.TestGateway;
import org.genogate.ledger.event.Asked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Invariant I3 on a stream under way, with a reader that is slower than the encoder.
class RevocationMidstreamIT {

  private static final int SAMPLES = 24;

  /// One row a batch at the smallest batch size, so somewhat more batches than the 10,000 wanted.
  private static final int SITES = 14_000;

  @TempDir private Path folder;

  /// One batch as the reader got it.
  ///
  /// @param holds the samples of which any row has a dosage
  /// @param countsHold whether AC is the sum of the dosages in each row
  private record Batch(Set<Integer> holds, long ledgerSize, boolean countsHold) {}

  /// A person who stopped it, and when that was acknowledged.
  private record Stopped(int sample, long acknowledged, long ledgerIndex) {}

  @Test
  void noBatchHandedOverAfterTheAcknowledgementHoldsThePerson() throws Exception {
    try (var gateway =
        WatchedGateway.start(folder, SAMPLES, SITES, new JsonObject().put("batchBytes", 1024))) {
      for (int sample = 0; sample < SAMPLES; sample++) {
        var _ = gateway.test().grant(sample, "HMB");
      }
      gateway.test().awaitSealed();
      try (var client = gateway.researcher("researcher-1");
          var stream =
              client.stream(
                  "/v1/datasets/asthma-trial/variants?region=22&purpose=HMB&view=dosages")) {
        var stopped = new ArrayList<Stopped>();
        var batches = readAndStop(stream, gateway.test(), gateway.desks(), stopped);

        assertThat(batches).hasSizeGreaterThan(10_000).hasSameSizeAs(gateway.handOvers());
        assertThat(batches).allMatch(Batch::countsHold);
        assertThat(stopped).hasSize(4);
        for (var person : stopped) {
          assertNothingFollows(person, batches, gateway.handOvers());
        }
      }
    }
  }

  private static void assertNothingFollows(
      Stopped person, List<Batch> batches, List<HandOver> handOvers) {
    int held = 0;
    int after = 0;
    for (int i = 0; i < batches.size(); i++) {
      boolean holds = batches.get(i).holds().contains(person.sample());
      held += holds ? 1 : 0;
      if (handOvers.get(i).ended() > person.acknowledged()) {
        after++;
        assertThat(holds).as("batch %d, sample %d", i, person.sample()).isFalse();
      }
      if (batches.get(i).ledgerSize() > person.ledgerIndex()) {
        assertThat(holds).as("batch %d, by its ledger size", i).isFalse();
      }
    }
    assertThat(held).as("batches with the person").isPositive();
    assertThat(after).as("batches after the acknowledgement").isPositive();
  }

  /// Four people stop it, each in another way, while the stream is read.
  private static List<Batch> readAndStop(
      InputStream stream, TestGateway test, Desks desks, List<Stopped> stopped) throws Exception {
    var batches = new ArrayList<Batch>();
    try (var allocator = new RootAllocator();
        var reader = new ArrowStreamReader(stream, allocator)) {
      while (reader.loadNextBatch()) {
        batches.add(batch(reader.getVectorSchemaRoot()));
        switch (batches.size()) {
          case 100 -> stopped.add(stop(1, test, desks));
          case 400 -> stopped.add(stop(2, test, desks));
          case 700 -> stopped.add(stop(3, test, desks));
          case 900 -> stopped.add(stop(4, test, desks));
          default -> {}
        }
      }
    }
    return batches;
  }

  private static Stopped stop(int sample, TestGateway test, Desks desks) throws Exception {
    var patients = desks.patients();
    var person = test.person(sample);
    Change change =
        switch (sample) {
          case 1 -> patients.stopEverything(person, Asked.SIGNED_IN);
          case 2 ->
              patients
                  .stop(person, patients.consents(person).getFirst().id(), Asked.SIGNED_IN)
                  .orElseThrow();
          case 3 -> patients.erase(person, Asked.AT_DESK);
          default ->
              patients.deny(
                  person,
                  new Terms("HMB", "", "anyone", Set.of(), Instant.EPOCH, Instant.MAX, Set.of()),
                  Asked.SIGNED_IN);
        };
    long acknowledged = System.nanoTime();
    assertThat(change.streamsAffected()).isEqualTo(1);
    return new Stopped(sample, acknowledged, change.ledgerIndex());
  }

  private static Batch batch(VectorSchemaRoot root) {
    var lists = (FixedSizeListVector) root.getVector("dosages");
    var items = (TinyIntVector) lists.getDataVector();
    var counts = (IntVector) root.getVector("AC");
    int samples = lists.getListSize();
    var holds = new HashSet<Integer>();
    boolean countsHold = true;
    for (int row = 0; row < root.getRowCount(); row++) {
      int sum = 0;
      for (int sample = 0; sample < samples; sample++) {
        int at = row * samples + sample;
        if (!items.isNull(at)) {
          holds.add(sample);
          sum += items.get(at);
        }
      }
      countsHold &= sum == counts.get(row);
    }
    var sizes = (BigIntVector) root.getVector("ledger_size");
    return new Batch(holds, sizes.get(0), countsHold);
  }
}
