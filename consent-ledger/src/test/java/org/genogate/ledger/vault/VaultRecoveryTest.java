package org.genogate.ledger.vault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import org.genogate.ledger.event.PersonTag;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What a crash or a bad disk does to the key file. It holds three records here: the keys that are
/// always there, those of Ann, and those of Ben and Cid.
class VaultRecoveryTest {

  private static final PersonTag ANN = new PersonTag(new UUID(1, 1));
  private static final PersonTag BEN = new PersonTag(new UUID(2, 2));
  private static final PersonTag CID = new PersonTag(new UUID(3, 3));

  private final SecureRandom random = new SecureRandom();
  private Path directory = Path.of("");
  private Path masterKey = Path.of("");
  private byte[] whole = {};
  private int benBegins;

  @BeforeEach
  void writeThreeRecords(@TempDir Path root) throws IOException {
    directory = root.resolve("vault");
    masterKey = root.resolve("master.key");
    try (var vault = Vault.create(directory, masterKey, random)) {
      vault.addPeople(List.of(ANN));
      benBegins = (int) Files.size(file());
      vault.addPeople(List.of(BEN, CID));
    }
    whole = Files.readAllBytes(file());
  }

  @Test
  void everyTornTailIsCutAndTheRestKept() throws IOException {
    for (int length = benBegins; length < whole.length; length++) {
      Files.write(file(), Arrays.copyOf(whole, length));
      try (var vault = open()) {
        assertThat(vault.knows(ANN)).isTrue();
        assertThat(vault.knows(BEN)).isFalse();
        assertThat(vault.knows(CID)).isFalse();
      }
      assertThat(Files.readAllBytes(file())).isEqualTo(Arrays.copyOf(whole, benBegins));
    }
  }

  @Test
  void tailOfZeroesIsCut() throws IOException {
    var torn = Arrays.copyOf(Arrays.copyOf(whole, benBegins + 40), whole.length + 4096);
    Files.write(file(), torn);

    try (var vault = open()) {
      assertThat(vault.knows(ANN)).isTrue();
      assertThat(vault.knows(BEN)).isFalse();
    }
  }

  @Test
  void keysAddedAfterACutAreKept() throws IOException {
    Files.write(file(), Arrays.copyOf(whole, whole.length - 1));
    try (var vault = open()) {
      vault.addPeople(List.of(CID));
    }

    try (var vault = open()) {
      assertThat(vault.knows(ANN)).isTrue();
      assertThat(vault.knows(CID)).isTrue();
    }
  }

  @Test
  void everyDamagedByteBeforeAWholeRecordIsRefused() throws IOException {
    for (int at = 0; at < benBegins; at++) {
      var damaged = whole.clone();
      damaged[at] ^= 0x10;
      Files.write(file(), damaged);

      assertThatThrownBy(this::open).as("byte %d", at).isInstanceOf(CorruptVaultException.class);
      assertThat(Files.readAllBytes(file())).isEqualTo(damaged);
    }
  }

  @Test
  void vaultWhoseMakingWasCutShortIsCompleted() throws IOException {
    Files.write(file(), Arrays.copyOf(whole, "genogate/vault/v2\n".length()));

    try (var vault = open()) {
      assertThat(vault.cohortKey()).hasSize(32);
    }
  }

  private Path file() {
    return directory.resolve("keys");
  }

  private Vault open() throws IOException {
    return Vault.open(directory, masterKey, random);
  }
}
