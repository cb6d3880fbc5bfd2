package org.genogate.cluster.finality;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import org.genogate.cluster.finality.SignedMemory.Signed;
import org.genogate.ledger.merkle.Hash;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SignedFileTest {

  private static final Signed SIGNED =
      new Signed(12, Hash.leaf(new byte[] {1}), Instant.parse("2026-11-24T12:00:00Z"));

  @TempDir Path directory;

  private Path file() {
    return directory.resolve("cosigned");
  }

  @Test
  void nothingIsRememberedAtFirst() throws IOException {
    assertThat(new SignedFile(file()).read()).isEmpty();
  }

  @Test
  void lastOneIsRemembered() throws IOException {
    var memory = new SignedFile(file());
    memory.keep(new Signed(3, Hash.empty(), Instant.EPOCH));
    memory.keep(SIGNED);

    assertThat(new SignedFile(file()).read()).contains(SIGNED);
    assertThat(directory).isDirectoryNotContaining("glob:**.new");
  }

  @Test
  void floorIsRememberedWithAndWithoutASignature() throws IOException {
    var memory = new SignedFile(file());
    assertThat(memory.floor()).isZero();

    memory.keepFloor(40);
    assertThat(new SignedFile(file()).floor()).isEqualTo(40);
    assertThat(new SignedFile(file()).read()).isEmpty();

    memory.keep(SIGNED);
    assertThat(new SignedFile(file()).floor()).isEqualTo(40);
    memory.keepFloor(50);
    assertThat(new SignedFile(file()).floor()).isEqualTo(50);
    assertThat(new SignedFile(file()).read()).contains(SIGNED);
  }

  @Test
  void draftThatACrashLeftIsPassedOver() throws IOException {
    new SignedFile(file()).keep(SIGNED);
    Files.write(directory.resolve("cosigned.new"), new byte[] {1, 2});

    var memory = new SignedFile(file());

    assertThat(memory.read()).contains(SIGNED);
    memory.keep(SIGNED);
  }

  @Test
  void everyChangedBitIsNoticed() throws IOException {
    new SignedFile(file()).keep(SIGNED);
    byte[] good = Files.readAllBytes(file());

    for (int bit = 0; bit < good.length * Byte.SIZE; bit++) {
      byte[] bad = good.clone();
      bad[bit / Byte.SIZE] ^= (byte) (1 << bit % Byte.SIZE);
      Files.write(file(), bad);
      assertThatThrownBy(() -> new SignedFile(file()).read()).isInstanceOf(IOException.class);
    }
  }

  @Test
  void tornFileIsRefused() throws IOException {
    new SignedFile(file()).keep(SIGNED);
    byte[] good = Files.readAllBytes(file());

    for (int length = 0; length < good.length; length++) {
      Files.write(file(), Arrays.copyOf(good, length));
      assertThatThrownBy(() -> new SignedFile(file()).read()).isInstanceOf(IOException.class);
    }
  }

  @Test
  void afterAFailureNothingIsWritten() throws IOException {
    var memory = new SignedFile(file());
    Files.createDirectory(directory.resolve("cosigned.new"));
    assertThatThrownBy(() -> memory.keep(SIGNED)).isInstanceOf(IOException.class);
    Files.delete(directory.resolve("cosigned.new"));

    assertThatThrownBy(() -> memory.keep(SIGNED)).isInstanceOf(IOException.class);
    assertThat(file()).doesNotExist();
  }
}
