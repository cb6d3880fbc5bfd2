package org.genogate.genomics.arrow;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class JsonTextTest {

  @Test
  void quotesBackslashesAndControlsAreEscaped() {
    String text = JsonText.array(List.of("a\"b", "c\\d", "e\tf", "é"));

    assertThat(text).isEqualTo("[\"a\\\"b\",\"c\\\\d\",\"e\\u0009f\",\"é\"]");
  }

  @Test
  void nothingIsAnEmptyArray() {
    assertThat(JsonText.array(List.of())).isEqualTo("[]");
  }
}
