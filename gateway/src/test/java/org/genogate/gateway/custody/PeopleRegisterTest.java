package org.genogate.gateway.custody;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.List;
import java.util.Random;
import org.genogate.ledger.event.PersonTag;
import org.genogate.ledger.vault.Vault;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PeopleRegisterTest {

  @TempDir Path folder;

  private Vault vault;

  @BeforeEach
  void makeVault() throws Exception {
    vault = Vault.create(folder.resolve("vault"), folder.resolve("master.key"), new SecureRandom());
  }

  @AfterEach
  void closeVault() throws Exception {
    vault.close();
  }

  private PeopleRegister register() throws IOException {
    return PeopleRegister.open(folder.resolve("people.sealed"), vault, new SecureRandom());
  }

  @Test
  void whoWasEnrolledKeepsTheirTag() throws Exception {
    var register = register();
    var first = register.enrol(List.of("ann", "bob"));

    var second = register.enrol(List.of("bob", "cid"));

    assertThat(second.get("bob")).isEqualTo(first.get("bob"));
    assertThat(register.size()).isEqualTo(3);
    var ann = register.tagOf("ann").orElseThrow();
    assertThat(register.nameOf(ann)).isEqualTo("ann");
    assertThat(vault.knows(ann)).isTrue();
  }

  @Test
  void whoWasEnrolledIsKnownAfterARestart() throws Exception {
    var enrolled = register().enrol(List.of("ann"));

    assertThat(register().tagOf("ann")).contains(enrolled.get("ann"));
  }

  @Test
  void aStrangerHasNoTagAndNoName() throws Exception {
    var stranger = PersonTag.random(new Random(1));

    assertThat(register().tagOf("nobody")).isEmpty();
    assertThat(register().nameOf(stranger)).isEqualTo(stranger.toString().substring(0, 8));
  }

  @Test
  void namesDoNotLieOnTheDiskInTheClear() throws Exception {
    var _ = register().enrol(List.of("ann-the-patient"));

    assertThat(new String(Files.readAllBytes(folder.resolve("people.sealed")), ISO_8859_1))
        .doesNotContain("ann");
  }

  @Test
  void aFileThatSomebodyChangedIsRefused() throws Exception {
    var _ = register().enrol(List.of("ann"));
    var file = folder.resolve("people.sealed");
    var bytes = Files.readAllBytes(file);
    bytes[bytes.length - 1] ^= 1;
    Files.write(file, bytes);

    assertThatThrownBy(this::register)
        .isInstanceOf(IOException.class)
        .hasMessageContaining("was not sealed by this node");
  }
}
