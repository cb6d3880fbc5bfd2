package org.genogate.gateway.metric;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class CommitLatencyTest {

  @Test
  void bucketsCountAllThatTookNoLonger() {
    var latency = new CommitLatency();
    latency.took(Duration.ofMillis(1));
    latency.took(Duration.ofMillis(3));
    latency.took(Duration.ofSeconds(11));
    var text = new PrometheusText();

    latency.write(text, "t", "Time.");

    assertThat(text.toString().lines())
        .startsWith("# HELP t Time.", "# TYPE t histogram", "t_bucket{le=\"0.001\"} 1")
        .contains("t_bucket{le=\"0.002\"} 1", "t_bucket{le=\"0.005\"} 2")
        .contains("t_bucket{le=\"10.0\"} 2", "t_bucket{le=\"+Inf\"} 3", "t_sum 11.004")
        .endsWith("t_count 3");
  }
}
