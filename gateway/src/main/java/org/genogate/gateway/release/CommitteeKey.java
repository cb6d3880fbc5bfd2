package org.genogate.gateway.release;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Set;
import org.genogate.ledger.key.PublicKey;
import org.genogate.ledger.key.SigningKey;

/// A committee's key in files that other tools read too: PKCS#8 and SubjectPublicKeyInfo in PEM.
///
/// Spec: [RFC 8410](https://www.rfc-editor.org/rfc/rfc8410), [RFC
/// 7468](https://www.rfc-editor.org/rfc/rfc7468)
public final class CommitteeKey {

  private static final long LARGEST = 4096;

  private static final Set<PosixFilePermission> OWNER_ALONE =
      PosixFilePermissions.fromString("rw-------");

  private CommitteeKey() {}

  /// The two halves, and what comes before the key's 32 bytes in each: DER of a fixed length.
  private enum Half {
    PRIVATE("PRIVATE KEY", "302e020100300506032b657004220420"),
    PUBLIC("PUBLIC KEY", "302a300506032b6570032100");

    private final String label;
    private final String head;

    Half(String label, String head) {
      this.label = label;
      this.head = head;
    }

    private String write(byte[] key) {
      var der = HexFormat.of().parseHex(head + HexFormat.of().formatHex(key));
      return "-----BEGIN %s-----\n%s\n-----END %s-----\n"
          .formatted(label, Base64.getEncoder().encodeToString(der), label);
    }

    private byte[] read(Path file) throws IOException {
      if (Files.size(file) > LARGEST) {
        throw new IllegalArgumentException("%s is larger than any key".formatted(file));
      }
      var text = Files.readString(file, US_ASCII).strip();
      var begin = "-----BEGIN " + label + "-----";
      var end = "-----END " + label + "-----";
      if (text.startsWith(begin) && text.endsWith(end) && text.length() > begin.length() + 5) {
        var body = text.substring(begin.length(), text.length() - end.length());
        var der = Base64.getMimeDecoder().decode(body);
        int headBytes = head.length() / 2;
        if (der.length == headBytes + PublicKey.LENGTH_BYTES
            && HexFormat.of().formatHex(der, 0, headBytes).equals(head)) {
          return Arrays.copyOfRange(der, headBytes, der.length);
        }
      }
      throw new IllegalArgumentException("%s is no Ed25519 %s in PEM".formatted(file, lower()));
    }

    private String lower() {
      return this == PRIVATE ? "private key" : "public key";
    }
  }

  /// Makes a key.
  ///
  /// @param file for the private half, readable by its owner alone
  /// @param publicFile for the other
  /// @throws FileAlreadyExistsException if one of them is there
  public static PublicKey make(Path file, Path publicFile, SecureRandom random) throws IOException {
    if (Files.exists(publicFile)) {
      throw new FileAlreadyExistsException(publicFile.toString());
    }
    var seed = new byte[SigningKey.SEED_BYTES];
    random.nextBytes(seed);
    var key = SigningKey.ofSeed(seed).publicKey();
    Files.createFile(file, PosixFilePermissions.asFileAttribute(OWNER_ALONE));
    Files.writeString(file, Half.PRIVATE.write(seed), StandardOpenOption.WRITE);
    Files.writeString(publicFile, Half.PUBLIC.write(key.toBytes()), StandardOpenOption.CREATE_NEW);
    return key;
  }

  /// @throws IllegalArgumentException if it is none, or others may read it
  public static SigningKey read(Path file) throws IOException {
    if (!OWNER_ALONE.containsAll(Files.getPosixFilePermissions(file))) {
      throw new IllegalArgumentException(
          "%s may be read by others; only its owner should: chmod 600".formatted(file));
    }
    return SigningKey.ofSeed(Half.PRIVATE.read(file));
  }

  /// @throws IllegalArgumentException if it is none
  public static PublicKey readPublic(Path file) throws IOException {
    return PublicKey.of(Half.PUBLIC.read(file));
  }
}
