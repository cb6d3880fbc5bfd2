package org.genogate.ledger.vault;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;
import org.genogate.ledger.event.DatasetTag;
import org.genogate.ledger.event.PersonTag;
import org.genogate.ledger.key.SigningKey;

/// All keys of one custodian's node, on disk wrapped by the master key.
///
/// A key that this class hands out or seals with is durable. Safe for several threads; one process
/// at a time has it open. Prints nothing of what it holds.
public final class Vault implements AutoCloseable {

  private static final String FILE = "keys";
  private static final String PERSON_CONTEXT = "genogate/vault/person\0";
  private static final String NODE_CONTEXT = "genogate/vault/node\0";

  private final SealingKey master;
  private final SecureRandom random;
  private final ReentrantLock writing = new ReentrantLock();

  /// Guarded by `writing`.
  private final KeyFile file;

  /// Durable keys only.
  private final Map<KeyName, byte[]> keys = new ConcurrentHashMap<>();

  private Vault(SealingKey master, KeyFile file, SecureRandom random) {
    this.master = master;
    this.file = file;
    this.random = random;
  }

  /// A new vault. Also makes the master key, unless that file is there already.
  ///
  /// @throws java.nio.file.FileAlreadyExistsException if `directory` holds a vault
  public static Vault create(Path directory, Path masterKeyFile, SecureRandom random)
      throws IOException {
    Files.createDirectories(directory, OwnerOnly.directory());
    OwnerOnly.require(directory);
    if (!Files.exists(masterKeyFile)) {
      MasterKey.create(masterKeyFile, random);
      syncDirectory(masterKeyFile.toAbsolutePath().resolveSibling("."));
    }
    var master = MasterKey.read(masterKeyFile);
    var vault = new Vault(master, KeyFile.create(directory.resolve(FILE)), random);
    vault.makeMissing(List.of(KeyName.NODE, KeyName.COHORT));
    syncDirectory(directory);
    return vault;
  }

  /// @throws CorruptVaultException if the master key is another, or the file is damaged
  /// @throws IOException also if others may read the master key or the vault
  public static Vault open(Path directory, Path masterKeyFile, SecureRandom random)
      throws IOException {
    var master = MasterKey.read(masterKeyFile);
    OwnerOnly.require(directory);
    var file = KeyFile.open(directory.resolve(FILE));
    try {
      var vault = new Vault(master, file, random);
      for (var record : file.records()) {
        for (var wrapped : WrappedKey.decode(record)) {
          vault.keys.put(wrapped.name(), wrapped.unwrap(master));
        }
      }
      // A crash while it was made may have left it without these.
      vault.makeMissing(List.of(KeyName.NODE, KeyName.COHORT));
      return vault;
    } catch (IOException | RuntimeException e) {
      file.close();
      throw e;
    }
  }

  /// Makes a key for each of these who has none. Durable once it returns, with one fsync for all.
  public void addPeople(Collection<PersonTag> people) throws IOException {
    makeMissing(people.stream().map(KeyName::of).toList());
  }

  /// Whether this person has a key, so that what is about them can be sealed.
  public boolean knows(PersonTag person) {
    return keys.containsKey(KeyName.of(person));
  }

  /// Seals what is about one person.
  ///
  /// @param context has to be given again to open; it is authenticated and not kept
  /// @throws IllegalArgumentException if the person has no key
  public byte[] sealForPerson(PersonTag person, byte[] plain, byte[] context) {
    var key = keys.get(KeyName.of(person));
    if (key == null) {
      throw new IllegalArgumentException("this person has no key in the vault");
    }
    return SealingKey.of(key).seal(plain, personContext(person, context), random);
  }

  /// @return empty if the person's key is not there (any more), or did not seal this with this
  ///   context
  public Optional<byte[]> openForPerson(PersonTag person, byte[] sealed, byte[] context) {
    return Optional.ofNullable(keys.get(KeyName.of(person)))
        .flatMap(key -> SealingKey.of(key).open(sealed, personContext(person, context)));
  }

  /// Seals what concerns many people at once.
  ///
  /// @param context has to be given again to open; it is authenticated and not kept
  public byte[] sealForNode(byte[] plain, byte[] context) {
    return SealingKey.of(made(KeyName.NODE)).seal(plain, nodeContext(context), random);
  }

  /// @return empty if the node's key did not seal this with this context
  public Optional<byte[]> openForNode(byte[] sealed, byte[] context) {
    return SealingKey.of(made(KeyName.NODE)).open(sealed, nodeContext(context));
  }

  /// The AES-256 key of one version of a dataset; made on first use.
  public SecretKey datasetKey(DatasetTag dataset, int version) throws IOException {
    return new SecretKeySpec(obtain(KeyName.of(dataset, version)), "AES");
  }

  /// The signing key of this name, such as `log` or `custodian`; made on first use.
  ///
  /// @throws IllegalArgumentException unless `name` is 1 to 64 of `a-z`, `0-9` and `-`
  public SigningKey signingKey(String name) throws IOException {
    return SigningKey.ofSeed(obtain(KeyName.signing(name)));
  }

  /// 32 bytes that salt the leaves of cohorts, by HMAC.
  public byte[] cohortKey() {
    return made(KeyName.COHORT).clone();
  }

  private byte[] obtain(KeyName name) throws IOException {
    makeMissing(List.of(name));
    return made(name);
  }

  /// A key that was made before.
  private byte[] made(KeyName name) {
    var key = keys.get(name);
    if (key == null) {
      throw new IllegalStateException("the vault lacks a key that it always has");
    }
    return key;
  }

  private void makeMissing(Collection<KeyName> names) throws IOException {
    writing.lock();
    try {
      var missing =
          new LinkedHashSet<>(names).stream().filter(name -> !keys.containsKey(name)).toList();
      if (missing.isEmpty()) {
        return;
      }
      var fresh = missing.stream().map(_ -> freshKey()).toList();
      var wrapped = new ArrayList<WrappedKey>(fresh.size());
      for (int i = 0; i < fresh.size(); i++) {
        wrapped.add(WrappedKey.of(missing.get(i), fresh.get(i), master, random));
      }
      file.append(WrappedKey.encode(wrapped));
      for (int i = 0; i < fresh.size(); i++) {
        keys.put(missing.get(i), fresh.get(i));
      }
    } finally {
      writing.unlock();
    }
  }

  private byte[] freshKey() {
    var key = new byte[SealingKey.LENGTH_BYTES];
    random.nextBytes(key);
    return key;
  }

  private static byte[] personContext(PersonTag person, byte[] context) {
    return join(PERSON_CONTEXT + person + "\0", context);
  }

  private static byte[] nodeContext(byte[] context) {
    return join(NODE_CONTEXT, context);
  }

  private static byte[] join(String prefix, byte[] context) {
    var head = prefix.getBytes(US_ASCII);
    var joined = new byte[head.length + context.length];
    System.arraycopy(head, 0, joined, 0, head.length);
    System.arraycopy(context, 0, joined, head.length, context.length);
    return joined;
  }

  /// A new file is durable only once its directory is.
  private static void syncDirectory(Path directory) throws IOException {
    try (var channel = FileChannel.open(directory, StandardOpenOption.READ)) {
      channel.force(true);
    }
  }

  @Override
  public void close() throws IOException {
    writing.lock();
    try {
      file.close();
    } finally {
      writing.unlock();
    }
  }
}
