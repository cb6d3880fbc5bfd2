package org.genogate.gateway.release;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyFactory;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CommitteeKeyTest {

  @TempDir private Path folder;
  private Path file = Path.of("");
  private Path publicFile = Path.of("");

  @BeforeEach
  void make() throws Exception {
    file = folder.resolve("key.pem");
    publicFile = folder.resolve("key.pub");
    var _ = CommitteeKey.make(file, publicFile, new SecureRandom());
  }

  private static byte[] der(Path file) throws Exception {
    var lines = Files.readAllLines(file);
    return Base64.getDecoder().decode(lines.get(1));
  }

  @Test
  void theHalvesBelongTogetherAndOnlyTheOwnerReadsThePrivateOne() throws Exception {
    assertThat(CommitteeKey.read(file).publicKey()).isEqualTo(CommitteeKey.readPublic(publicFile));
    assertThat(Files.getPosixFilePermissions(file))
        .isEqualTo(PosixFilePermissions.fromString("rw-------"));
  }

  @Test
  void otherToolsReadThem() throws Exception {
    var factory = KeyFactory.getInstance("Ed25519");
    var signer = Signature.getInstance("Ed25519");
    signer.initSign(factory.generatePrivate(new PKCS8EncodedKeySpec(der(file))));
    signer.update((byte) 7);
    var verifier = Signature.getInstance("Ed25519");
    verifier.initVerify(factory.generatePublic(new X509EncodedKeySpec(der(publicFile))));
    verifier.update((byte) 7);

    assertThat(verifier.verify(signer.sign())).isTrue();
  }

  @Test
  void aKeyThatOthersMayReadSignsNothing() throws Exception {
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r-----"));

    assertThatThrownBy(() -> CommitteeKey.read(file))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("chmod 600");
  }

  @Test
  void nothingIsOverwritten() throws Exception {
    var before = Files.readString(file);

    assertThatThrownBy(() -> CommitteeKey.make(file, folder.resolve("new.pub"), new SecureRandom()))
        .isInstanceOf(FileAlreadyExistsException.class);
    assertThatThrownBy(
            () -> CommitteeKey.make(folder.resolve("new.pem"), publicFile, new SecureRandom()))
        .isInstanceOf(FileAlreadyExistsException.class);

    assertThat(Files.readString(file)).isEqualTo(before);
    assertThat(folder.resolve("new.pem")).doesNotExist();
  }

  @Test
  void whatIsNoKeyIsRefused() throws Exception {
    for (var text :
        new String[] {
          "",
          "-----BEGIN PUBLIC KEY-----",
          "-----BEGIN PUBLIC KEY-----\nAAAA\n-----END PUBLIC KEY-----\n",
          "-----BEGIN PUBLIC KEY-----\n" + "A".repeat(5000) + "\n-----END PUBLIC KEY-----\n",
          Files.readString(file)
        }) {
      var bad = Files.writeString(folder.resolve("bad.pub"), text);
      assertThatThrownBy(() -> CommitteeKey.readPublic(bad))
          .isInstanceOf(IllegalArgumentException.class);
    }
  }
}
