package org.genogate.ledger.vault;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.LongStream;
import org.genogate.ledger.event.PersonTag;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VaultErasureTest {

  private static final byte[] PLAIN = "allows health research".getBytes(UTF_8);
  private static final byte[] CONTEXT = "entry 7".getBytes(UTF_8);
  private static final PersonTag ANN = new PersonTag(new UUID(1, 1));
  private static final PersonTag BEN = new PersonTag(new UUID(2, 2));

  private final SecureRandom random = new SecureRandom();
  private Path directory = Path.of("");
  private Path masterKey = Path.of("");
  private byte[] forAnn = {};
  private byte[] forBen = {};

  /// What lay on disk before Ann was erased, and after.
  private byte[] keysBefore = {};

  private byte[] keysAfter = {};
  private String masterBefore = "";
  private String masterAfter = "";

  @BeforeEach
  void eraseAnn(@TempDir Path root) throws IOException {
    directory = root.resolve("vault");
    masterKey = root.resolve("master.key");
    try (var vault = Vault.create(directory, masterKey, random)) {
      vault.addPeople(List.of(ANN, BEN));
      forAnn = vault.sealForPerson(ANN, PLAIN, CONTEXT);
      forBen = vault.sealForPerson(BEN, PLAIN, CONTEXT);
      keysBefore = Files.readAllBytes(keys());
      masterBefore = Files.readString(masterKey);
      // A second name for the bytes on disk, which shows what an erasure leaves of them.
      Files.createLink(root.resolve("bytes-of-the-old-master-key"), masterKey);

      vault.erase(List.of(ANN));
      requireErased(vault);
    }
    keysAfter = Files.readAllBytes(keys());
    masterAfter = Files.readString(masterKey);
  }

  private Path keys() {
    return directory.resolve("keys");
  }

  private Path draft() {
    return directory.resolve("keys.new");
  }

  private Vault open() throws IOException {
    return Vault.open(directory, masterKey, random);
  }

  private void requireErased(Vault vault) {
    assertThat(vault.openForPerson(ANN, forAnn, CONTEXT)).isEmpty();
    assertThat(vault.knows(ANN)).isFalse();
    assertThat(vault.isErased(KeyName.of(ANN))).isTrue();
    assertThat(vault.tombstones()).containsExactly(Tombstone.of(ANN));
    assertThat(vault.openForPerson(BEN, forBen, CONTEXT)).hasValue(PLAIN);
  }

  @Test
  void theErasedStayErased() throws IOException {
    try (var vault = open()) {
      requireErased(vault);
      vault.addPeople(List.of(ANN));
      requireErased(vault);
      assertThatIllegalArgumentException()
          .isThrownBy(() -> vault.sealForPerson(ANN, PLAIN, CONTEXT));
    }
  }

  @Test
  void anOldCopyOfTheFileOpensNoMore() throws IOException {
    Files.write(keys(), keysBefore);

    assertThatThrownBy(this::open)
        .isInstanceOf(CorruptVaultException.class)
        .hasMessageContaining("does not open");
  }

  /// The old master key is not beside the new one, nor in a file that was left behind.
  @Test
  void theOldMasterKeyIsGone() throws IOException {
    assertThat(masterAfter).hasSize(65).isNotEqualTo(masterBefore);
    try (var files = Files.walk(masterKey.resolveSibling("."))) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        assertThat(Files.readString(file, ISO_8859_1)).doesNotContain(masterBefore.strip());
      }
    }
  }

  @Test
  void othersKeysAreTheSameAfterwards() throws IOException {
    try (var vault = open()) {
      var log = vault.signingKey("log").publicKey();
      var sealed = vault.sealForNode(PLAIN, CONTEXT);

      vault.erase(List.of(BEN));

      assertThat(vault.signingKey("log").publicKey()).isEqualTo(log);
      assertThat(vault.openForNode(sealed, CONTEXT)).hasValue(PLAIN);
    }
    try (var vault = open()) {
      assertThat(vault.tombstones()).contains(Tombstone.of(ANN), Tombstone.of(BEN)).hasSize(2);
    }
  }

  @Test
  void eachErasureChangesTheMasterKey() throws IOException {
    try (var vault = open()) {
      vault.erase(List.of(BEN));
    }

    assertThat(Files.readString(masterKey)).isNotEqualTo(masterAfter);
    Files.write(keys(), keysAfter);
    assertThatThrownBy(this::open).isInstanceOf(CorruptVaultException.class);
  }

  @Test
  void erasingAgainWritesNothing() throws IOException {
    try (var vault = open()) {
      vault.erase(List.of(ANN));
    }

    assertThat(Files.readAllBytes(keys())).isEqualTo(keysAfter);
  }

  @Test
  void whoeverHadNoKeyIsErasedToo() throws IOException {
    var cid = new PersonTag(new UUID(3, 3));
    try (var vault = open()) {
      assertThat(vault.bury(List.of(Tombstone.of(cid)))).isEmpty();
    }
    assertThat(Files.readString(masterKey)).isEqualTo(masterAfter);

    try (var vault = open()) {
      vault.addPeople(List.of(cid));
      assertThat(vault.knows(cid)).isFalse();
    }
  }

  @Test
  void whatOthersErasedIsErasedHere() throws IOException {
    try (var vault = open()) {
      assertThat(vault.bury(Set.of(Tombstone.of(BEN)))).containsExactly(KeyName.of(BEN));
      assertThat(vault.openForPerson(BEN, forBen, CONTEXT)).isEmpty();
    }
  }

  @Test
  void onlyKeysOfPeopleCanBeErased() throws IOException {
    try (var vault = open()) {
      var cohort = vault.cohortKey();
      var sealed = vault.sealForNode(PLAIN, CONTEXT);
      var log = vault.signingKey("log").publicKey();

      var buried =
          vault.bury(
              List.of(
                  Tombstone.of(KeyName.COHORT),
                  Tombstone.of(KeyName.LOG),
                  Tombstone.of(vault.ownNodeKey()),
                  Tombstone.of(KeyName.NODE)));

      assertThat(buried).isEmpty();
      assertThat(vault.cohortKey()).isEqualTo(cohort);
      assertThat(vault.signingKey("log").publicKey()).isEqualTo(log);
      assertThat(vault.openForNode(sealed, CONTEXT)).hasValue(PLAIN);
    }
    try (var vault = open()) {
      assertThat(vault.cohortKey()).hasSize(32);
    }
  }

  /// A crash before both master keys were on disk: nobody was told, and Ann's key is as it was.
  @Test
  void aDraftThatWasNotDecidedIsTakenBack() throws IOException {
    for (int length : List.of(0, 5, 40, keysAfter.length / 2, keysAfter.length)) {
      Files.write(keys(), keysBefore);
      Files.writeString(masterKey, masterBefore);
      Files.deleteIfExists(draft());
      Files.write(draft(), Arrays.copyOf(keysAfter, length));

      try (var vault = open()) {
        assertThat(vault.openForPerson(ANN, forAnn, CONTEXT)).hasValue(PLAIN);
        assertThat(vault.tombstones()).isEmpty();
        assertThat(Files.exists(draft())).isFalse();
        vault.erase(List.of(ANN));
        requireErased(vault);
      }
    }
  }

  /// A crash after both master keys were on disk, before and after the new file took its place.
  @Test
  void aDecidedErasureIsFinished() throws IOException {
    for (boolean moved : List.of(false, true)) {
      Files.write(keys(), moved ? keysAfter : keysBefore);
      Files.deleteIfExists(draft());
      if (!moved) {
        Files.write(draft(), keysAfter);
        Files.setPosixFilePermissions(draft(), Files.getPosixFilePermissions(keys()));
      }
      Files.writeString(masterKey, masterAfter + masterBefore);

      try (var vault = open()) {
        requireErased(vault);
      }
      assertThat(Files.readString(masterKey)).isEqualTo(masterAfter);
      assertThat(Files.readAllBytes(keys())).isEqualTo(keysAfter);
      assertThat(Files.exists(draft())).isFalse();
    }
  }

  @Test
  void theDraftOfAMasterKeyIsOverwritten() throws IOException {
    var left = masterKey.resolveSibling("master.key.new");
    var bytes = masterKey.resolveSibling("bytes-of-the-draft");
    Files.writeString(left, masterAfter + masterBefore);
    Files.createLink(bytes, left);
    try (var vault = open()) {
      vault.erase(List.of(BEN));
    }

    assertThat(Files.exists(left)).isFalse();
    assertThat(Files.readAllBytes(bytes)).containsOnly(0);
  }

  /// Another process may be between its first and its second step.
  @Test
  void aRunningRotationsDraftIsLeftAlone() throws IOException {
    try (var vault = open()) {
      Files.write(draft(), keysAfter);

      assertThatThrownBy(this::open).isInstanceOf(IOException.class).hasMessageContaining("open");

      assertThat(Files.exists(draft())).isTrue();
      vault.erase(List.of(BEN));
    }
  }

  /// The whole rewritten file is not one record, whose damage would look like a torn write.
  @Test
  void damageAfterAnErasureIsRefusedAndNotCutOff() throws IOException {
    for (int at = 0; at < keysAfter.length - 50; at++) {
      var damaged = keysAfter.clone();
      damaged[at] ^= 0x10;
      Files.write(keys(), damaged);

      assertThatThrownBy(this::open).as("byte %d", at).isInstanceOf(CorruptVaultException.class);
      assertThat(Files.readAllBytes(keys())).isEqualTo(damaged);
    }
  }

  @Test
  void afterAFailedErasureTheKeyIsOutOfReachAndNothingMoreIsWritten() throws IOException {
    try (var vault = open()) {
      Files.createDirectory(draft());
      Files.createDirectory(draft().resolve("in-the-way"));

      assertThatThrownBy(() -> vault.erase(List.of(BEN))).isInstanceOf(IOException.class);

      assertThat(vault.openForPerson(BEN, forBen, CONTEXT)).isEmpty();
      assertThatThrownBy(() -> vault.erase(List.of(BEN))).isInstanceOf(IOException.class);
      assertThatThrownBy(() -> vault.addPeople(List.of(new PersonTag(new UUID(4, 4)))))
          .isInstanceOf(IOException.class);
    }
  }

  @Test
  void manyKeysSurviveAnErasure() throws IOException {
    var people = LongStream.range(0, 1_000).mapToObj(i -> new PersonTag(new UUID(9, i))).toList();
    var sealed = new ArrayList<byte[]>();
    try (var vault = open()) {
      vault.addPeople(people);
      people.forEach(person -> sealed.add(vault.sealForPerson(person, PLAIN, CONTEXT)));
      vault.erase(people.subList(0, 500));
    }

    try (var vault = open()) {
      for (int i = 0; i < people.size(); i++) {
        var opened = vault.openForPerson(people.get(i), sealed.get(i), CONTEXT);
        assertThat(opened.isPresent()).as("person %d", i).isEqualTo(i >= 500);
      }
    }
  }
}
