package org.genogate.ledger.vault;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import org.genogate.ledger.event.DatasetTag;
import org.genogate.ledger.event.PersonTag;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VaultTest {

  private static final byte[] PLAIN = "allows health research".getBytes(UTF_8);
  private static final byte[] CONTEXT = "entry 7".getBytes(UTF_8);
  private static final PersonTag ANN = new PersonTag(new UUID(1, 1));
  private static final PersonTag BEN = new PersonTag(new UUID(2, 2));

  private final SecureRandom random = new SecureRandom();
  private Path directory = Path.of("");
  private Path masterKey = Path.of("");

  @BeforeEach
  void choosePlaces(@TempDir Path root) {
    directory = root.resolve("vault");
    masterKey = root.resolve("master.key");
  }

  @Test
  void sealedForAPersonOpensForThem() throws IOException {
    try (var vault = create()) {
      vault.addPeople(List.of(ANN, BEN));
      var sealed = vault.sealForPerson(ANN, PLAIN, CONTEXT);

      assertThat(vault.openForPerson(ANN, sealed, CONTEXT)).hasValue(PLAIN);
    }
  }

  @Test
  void sealedForAPersonOpensForNobodyElse() throws IOException {
    try (var vault = create()) {
      vault.addPeople(List.of(ANN, BEN));
      var sealed = vault.sealForPerson(ANN, PLAIN, CONTEXT);

      assertThat(vault.openForPerson(BEN, sealed, CONTEXT)).isEmpty();
      assertThat(vault.openForPerson(new PersonTag(new UUID(3, 3)), sealed, CONTEXT)).isEmpty();
      assertThat(vault.openForNode(sealed, CONTEXT)).isEmpty();
    }
  }

  @Test
  void contextIsAuthenticated() throws IOException {
    try (var vault = create()) {
      vault.addPeople(List.of(ANN));
      var forAnn = vault.sealForPerson(ANN, PLAIN, CONTEXT);
      var forNode = vault.sealForNode(PLAIN, CONTEXT);

      assertThat(vault.openForPerson(ANN, forAnn, PLAIN)).isEmpty();
      assertThat(vault.openForNode(forNode, PLAIN)).isEmpty();
      assertThat(vault.openForNode(forNode, CONTEXT)).hasValue(PLAIN);
    }
  }

  @Test
  void everyChangedByteIsNoticed() throws IOException {
    try (var vault = create()) {
      var sealed = vault.sealForNode(PLAIN, CONTEXT);

      for (int i = 0; i < sealed.length; i++) {
        var changed = sealed.clone();
        changed[i] ^= 1;
        assertThat(vault.openForNode(changed, CONTEXT)).isEmpty();
        assertThat(vault.openForNode(Arrays.copyOf(sealed, i), CONTEXT)).isEmpty();
      }
    }
  }

  @Test
  void sameBytesAreNeverSealedAlike() throws IOException {
    try (var vault = create()) {
      assertThat(vault.sealForNode(PLAIN, CONTEXT)).isNotEqualTo(vault.sealForNode(PLAIN, CONTEXT));
    }
  }

  @Test
  void nothingIsSealedForAStranger() throws IOException {
    try (var vault = create()) {
      assertThat(vault.knows(ANN)).isFalse();
      assertThatIllegalArgumentException()
          .isThrownBy(() -> vault.sealForPerson(ANN, PLAIN, CONTEXT));
    }
  }

  @Test
  void everyKeyIsTheSameAfterReopening() throws IOException {
    var dataset = DatasetTag.random(random);
    byte[] sealed;
    byte[] cohort;
    byte[] atRest;
    String log;
    try (var vault = create()) {
      vault.addPeople(List.of(ANN));
      sealed = vault.sealForPerson(ANN, PLAIN, CONTEXT);
      cohort = vault.cohortKey();
      atRest = vault.datasetKey(dataset, 1).getEncoded();
      log = vault.signingKey("log").publicKey().toString();
    }

    try (var vault = open()) {
      assertThat(vault.openForPerson(ANN, sealed, CONTEXT)).hasValue(PLAIN);
      assertThat(vault.cohortKey()).isEqualTo(cohort);
      assertThat(vault.datasetKey(dataset, 1).getEncoded()).isEqualTo(atRest);
      assertThat(vault.signingKey("log").publicKey()).hasToString(log);
    }
  }

  @Test
  void differentNamesHaveDifferentKeys() throws IOException {
    var dataset = DatasetTag.random(random);
    try (var vault = create()) {
      assertThat(vault.datasetKey(dataset, 1)).isNotEqualTo(vault.datasetKey(dataset, 2));
      assertThat(vault.signingKey("log").publicKey())
          .isNotEqualTo(vault.signingKey("operator").publicKey());
    }
  }

  @Test
  void personAddedTwiceKeepsTheirKey() throws IOException {
    try (var vault = create()) {
      vault.addPeople(List.of(ANN));
      var sealed = vault.sealForPerson(ANN, PLAIN, CONTEXT);
      long size = Files.size(directory.resolve("keys"));

      vault.addPeople(List.of(ANN, ANN));

      assertThat(vault.openForPerson(ANN, sealed, CONTEXT)).hasValue(PLAIN);
      assertThat(Files.size(directory.resolve("keys"))).isEqualTo(size);
    }
  }

  @Test
  void filesAreTheirOwnersAlone() throws IOException {
    create().close();

    assertThat(mode(directory)).isEqualTo("rwx------");
    assertThat(mode(directory.resolve("keys"))).isEqualTo("rw-------");
    assertThat(mode(masterKey)).isEqualTo("rw-------");
  }

  @Test
  void masterKeyThatOthersCanReadIsRefused() throws IOException {
    create().close();
    Files.setPosixFilePermissions(masterKey, PosixFilePermissions.fromString("rw-r-----"));

    assertThatThrownBy(this::open).isInstanceOf(IOException.class).hasMessageContaining("chmod");
  }

  @Test
  void vaultThatOthersCanReadIsRefused() throws IOException {
    create().close();
    Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwx--x---"));

    assertThatThrownBy(this::open).isInstanceOf(IOException.class).hasMessageContaining("chmod");
  }

  @Test
  void anotherMasterKeyIsRefused() throws IOException {
    create().close();
    Files.delete(masterKey);
    MasterKey.create(masterKey, random);

    assertThatThrownBy(this::open)
        .isInstanceOf(CorruptVaultException.class)
        .hasMessageContaining("does not open");
  }

  @Test
  void masterKeyThatIsNoneIsRefusedWithoutQuotingIt() throws IOException {
    create().close();
    Files.writeString(masterKey, "hunter2".repeat(10));

    assertThatThrownBy(this::open)
        .isInstanceOf(CorruptVaultException.class)
        .hasMessageNotContaining("hunter2")
        .hasNoCause();
  }

  @Test
  void vaultIsNeverMadeOverAnother() throws IOException {
    create().close();

    assertThatThrownBy(this::create).isInstanceOf(FileAlreadyExistsException.class);
  }

  @Test
  void vaultIsOpenOnceAtATime() throws IOException {
    try (var vault = create()) {
      assertThatThrownBy(this::open).isInstanceOf(IOException.class).hasMessageContaining("open");
      assertThat(vault.cohortKey()).hasSize(32);
    }
  }

  @Test
  void keysDoNotLieOpenOnDisk() throws IOException {
    try (var vault = create()) {
      var cohort = vault.cohortKey();
      var bytes = Files.readAllBytes(directory.resolve("keys"));

      assertThat(new String(bytes, ISO_8859_1)).doesNotContain(new String(cohort, ISO_8859_1));
    }
  }

  private Vault create() throws IOException {
    return Vault.create(directory, masterKey, random);
  }

  private Vault open() throws IOException {
    return Vault.open(directory, masterKey, random);
  }

  private static String mode(Path path) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
  }
}
