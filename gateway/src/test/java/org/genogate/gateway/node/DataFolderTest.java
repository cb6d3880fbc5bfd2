package org.genogate.gateway.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DataFolderTest {

  @TempDir Path folder;

  @Test
  void oneOwnerAtATime() throws Exception {
    var data = folder.resolve("data");
    try (var _ = DataFolder.own(data)) {
      assertThatThrownBy(() -> DataFolder.own(data)).isInstanceOf(FolderInUseException.class);
    }
    try (var again = DataFolder.own(data)) {
      assertThat(again.path()).isEqualTo(data);
    }
  }

  @Test
  void aNewFolderIsItsOwnersAlone() throws Exception {
    var data = folder.resolve("a").resolve("data");

    DataFolder.own(data).close();

    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(data)))
        .isEqualTo("rwx------");
  }

  @Test
  void aFileIsNoDataFolder() throws Exception {
    var file = Files.writeString(folder.resolve("file"), "");

    assertThatThrownBy(() -> DataFolder.own(file)).isInstanceOf(NotDirectoryException.class);
    assertThat(DataFolder.isAt(folder)).isFalse();
  }

  @Test
  void aRunningGatewayIsFoundAndItsFileIsItsOwnersAlone() throws Exception {
    var running = new RunningGateway(URI.create("http://127.0.0.1:8080/"), "a-secret");

    running.write(RunningGateway.file(folder));

    assertThat(RunningGateway.find(folder)).contains(running);
    assertThat(
            PosixFilePermissions.toString(
                Files.getPosixFilePermissions(RunningGateway.file(folder))))
        .isEqualTo("rw-------");
    assertThat(running.toString()).doesNotContain("a-secret");
  }

  @Test
  void noGatewayRunsWhereNoneSaysSo() throws Exception {
    assertThat(RunningGateway.find(folder)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "{", "[]", "{}", "{\"address\": \"a b\", \"secret\": \"s\"}"})
  void aFileThatNoGatewayWroteIsRefused(String text) throws Exception {
    Files.writeString(RunningGateway.file(folder), text);

    assertThatThrownBy(() -> RunningGateway.find(folder))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("is not what a running gateway writes");
  }
}
