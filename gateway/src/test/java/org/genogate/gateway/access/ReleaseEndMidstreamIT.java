package org.genogate.gateway.access;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.arrow.memory.RootAllocator;
import org.apache.arrow.vector.TinyIntVector;
import org.apache.arrow.vector.complex.FixedSizeListVector;
import org.apache.arrow.vector.ipc.ArrowStreamReader;
import org.genogate.gateway.access.ReleaseDesk.Outcome;
import org.genogate.gateway.access.ReleaseDesk.Wish;
import org.genogate.gateway.access.WatchedGateway.HandOver;
import org.genogate.gateway.node.DataFolder;
import org.genogate.gateway.node.NewLedger;
import org.genogate.ledger.FirstLaw;
import org.genogate.ledger.event.KeyRole;
import org.genogate.ledger.key.SigningKey;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A release ends while a stream that rests on it is read.
class ReleaseEndMidstreamIT {

  private static final int SAMPLES = 24;

  /// Far more than sockets hold.
  private static final int SITES = 14_000;

  @TempDir private Path folder;

  private final SecureRandom random = new SecureRandom();
  private final SigningKey committee = SigningKey.ofSeed(random.generateSeed(32));
  private final AtomicReference<Duration> ahead = new AtomicReference<>(Duration.ZERO);
  private final InstantSource source = () -> Instant.now().plus(ahead.get());

  @Test
  void fromTheEndOnNoBatchHoldsAnybody() throws Exception {
    try (var data = DataFolder.own(folder.resolve("data"))) {
      var law = FirstLaw.withReleases(List.of(committee.publicKey()));
      var _ = NewLedger.begin(data, law, Clock.systemUTC(), random);
    }
    try (var gateway =
        WatchedGateway.start(
            folder,
            SAMPLES,
            SITES,
            new JsonObject().put("batchBytes", 1024),
            source.withZone(ZoneOffset.UTC))) {
      for (int sample = 0; sample < SAMPLES; sample++) {
        var _ = gateway.test().grant(sample, "HMB");
      }
      gateway.test().awaitSealed();
      release(gateway.desks().releases(), Instant.now().plus(Duration.ofDays(2)));

      readPastTheEnd(gateway);
    }
  }

  private void release(ReleaseDesk desk, Instant until) throws Exception {
    var asked = desk.askFor("researcher-1", "project-1", new Wish(Set.of(), Set.of(), until));
    var id = ((Outcome.Asked) asked).release();
    var request = desk.request(id).orElseThrow();
    assertThat(desk.approve(id)).isInstanceOf(Outcome.Done.class);
    assertThat(desk.take(request.endorsedBy(committee, KeyRole.COMMITTEE, random)))
        .isInstanceOf(Outcome.Done.class);
  }

  private void readPastTheEnd(WatchedGateway gateway) throws Exception {
    try (var client = gateway.researcher("researcher-1");
        var stream =
            client.stream("/v1/datasets/asthma-trial/variants?region=22&purpose=HMB&view=dosages");
        var allocator = new RootAllocator();
        var reader = new ArrowStreamReader(stream, allocator)) {
      var holds = new ArrayList<Boolean>();
      long end = 0;
      while (reader.loadNextBatch()) {
        holds.add(holdsAnybody(reader));
        if (holds.size() == 100) {
          ahead.set(Duration.ofDays(3));
          end = System.nanoTime();
        }
      }
      assertThat(holds).hasSizeGreaterThanOrEqualTo(100);
      assertThat(holds.subList(0, 100)).containsOnly(true);
      assertNothingFollows(end, holds, gateway.handOvers());
    }
  }

  /// Of people who are all hidden no site is left, so there may be no batch at all.
  private static void assertNothingFollows(
      long end, List<Boolean> holds, List<HandOver> handOvers) {
    assertThat(holds).hasSameSizeAs(handOvers).hasSizeLessThan(10_000);
    for (int batch = 0; batch < holds.size(); batch++) {
      if (handOvers.get(batch).begun() > end) {
        assertThat(holds.get(batch)).as("batch %d, after the end", batch).isFalse();
      }
    }
  }

  private static boolean holdsAnybody(ArrowStreamReader reader) throws Exception {
    var lists = (FixedSizeListVector) reader.getVectorSchemaRoot().getVector("dosages");
    var items = (TinyIntVector) lists.getDataVector();
    return items.getNullCount() < items.getValueCount();
  }
}
