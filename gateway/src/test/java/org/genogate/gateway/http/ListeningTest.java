package org.genogate.gateway.http;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.genogate.gateway.http.Listening.Transport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ListeningTest {

  @ParameterizedTest
  @ValueSource(strings = {"0.0.0.0", "::", "192.0.2.1"})
  void nothingButLoopbackIsServedInTheClear(String host) {
    assertThatThrownBy(() -> new Listening(host, 8080, new Transport.Loopback()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith(host + " can be reached from other machines")
        .hasMessageContaining("--behind-proxy");
  }

  @ParameterizedTest
  @ValueSource(strings = {"127.0.0.1", "localhost", "::1"})
  void loopbackIsServedInTheClear(String host) {
    assertThatCode(() -> new Listening(host, 8080, new Transport.Loopback()))
        .doesNotThrowAnyException();
  }

  @Test
  void anyAddressIsServedOverTlsOrBehindAProxy() {
    assertThatCode(
            () -> {
              var _ = new Listening("0.0.0.0", 443, new Transport.BehindProxy());
              var _ =
                  new Listening("0.0.0.0", 443, new Transport.Tls(Path.of("cert"), Path.of("key")));
            })
        .doesNotThrowAnyException();
  }
}
