package org.genogate.gateway.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ClusterFileTest {

  @TempDir private Path folder;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "{\"version\": 2}",
        "{\"version\": 1, \"version\": 1}",
        "{\"version\": 1, \"extra\": true}",
        "{\"version\": 1, \"genesis\": \"AAAA\"}",
        "{\"version\": 1, \"genesis\": \"not base64\"}",
        "[]",
        ""
      })
  void whatIsNotExactlyAClusterIsRefusedWithItsPlace(String text) throws Exception {
    var file = folder.resolve("cluster.json");
    Files.writeString(file, text);

    assertThatThrownBy(() -> ClusterFile.read(file))
        .isInstanceOf(ConfigException.class)
        .hasMessageContaining("cluster.json")
        .hasMessageNotContaining("\n");
  }

  @Test
  void addressesAreHostAndPort() {
    assertThat(NodeAddress.parse("10.0.0.1:5701")).isEqualTo(new NodeAddress("10.0.0.1", 5701));
    assertThat(NodeAddress.parse("[::1]:5701")).isEqualTo(new NodeAddress("::1", 5701));
    assertThat(NodeAddress.parse("[::1]:5701")).hasToString("[::1]:5701");
    assertThat(NodeAddress.parse("a.example:1")).hasToString("a.example:1");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "host", "host:", ":5701", "host:0", "host:70000", "::1:5701", "a b:1"})
  void whatIsNoAddressIsRefused(String text) {
    assertThatThrownBy(() -> NodeAddress.parse(text)).isInstanceOf(IllegalArgumentException.class);
  }
}
