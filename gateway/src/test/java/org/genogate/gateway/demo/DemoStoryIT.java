package org.genogate.gateway.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What `genogate demo --check` plays, at its own size.
class DemoStoryIT {

  @Test
  void theWholeStoryGoesAsItMust(@TempDir Path folder) throws Exception {
    var told = new ArrayList<String>();

    new DemoStory(new DemoFolder(folder.resolve("demo")), Demo.Size.DEFAULT, told::add).play();

    assertThat(told.getLast()).isEqualTo("the whole story went as it must");
    assertThat(String.join("\n", told))
        .contains("rows after hold null", "ledger verified again", "receipt: ");
  }
}
