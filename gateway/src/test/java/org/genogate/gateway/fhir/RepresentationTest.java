package org.genogate.gateway.fhir;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.ext.web.MIMEHeader;
import io.vertx.ext.web.impl.ParsableMIMEValue;
import java.util.Arrays;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RepresentationTest {

  @Test
  void whoDoesNotCareGetsFhir() {
    assertThat(best()).contains(Representation.FHIR);
    assertThat(best("*/*")).contains(Representation.FHIR);
    assertThat(best("application/*")).contains(Representation.FHIR);
  }

  @Test
  void theNarrowestRangeDecidesTheWeightOfEach() {
    assertThat(best("text/html")).contains(Representation.PAGE);
    assertThat(best("application/json")).contains(Representation.JSON);
    assertThat(best("text/html;q=0.5", "application/fhir+json;q=0.4"))
        .contains(Representation.PAGE);
    assertThat(best("text/html", "application/xhtml+xml", "application/xml;q=0.9", "*/*;q=0.8"))
        .contains(Representation.PAGE);
    assertThat(best("*/*", "application/fhir+json;q=0", "application/json;q=0"))
        .contains(Representation.PAGE);
  }

  @Test
  void otherTypesAreNotAcceptable() {
    assertThat(best("application/fhir+xml")).isEmpty();
    assertThat(best("image/*")).isEmpty();
    assertThat(best("*/*;q=0")).isEmpty();
  }

  private static Optional<Representation> best(String... ranges) {
    return Representation.best(
        Arrays.stream(ranges).<MIMEHeader>map(ParsableMIMEValue::new).toList());
  }
}
