package org.genogate.gateway.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What `genogate demo --nodes 3 --check` plays, at its own size.
class ClusterStoryIT {

  @Test
  void theWholeStoryGoesAsItMust(@TempDir Path folder) throws Exception {
    var told = new ArrayList<String>();

    new ClusterStory(new DemoFolder(folder.resolve("demo")), Demo.Size.DEFAULT, 3, told::add)
        .play();

    assertThat(told.getLast()).isEqualTo("the whole story went as it must");
    assertThat(String.join("\n", told))
        .contains("after hold null", "kill -9 of node-", "node-1 woke", "byte for byte");
  }
}
