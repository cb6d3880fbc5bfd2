package org.genogate.ledger.vault;

import static java.nio.file.StandardCopyOption.ATOMIC_MOVE;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.locks.ReentrantLock;

/// The keys of a vault and the tombstones of those that were erased, in memory and on disk.
///
/// Erasing changes the master key: the file is written anew without the erased keys, under a new
/// master key, so that an older copy of the file opens no more. In order, each step durable before
/// the next: the new file beside the old one; both master keys in the master key's file; the new
/// file in the old one's place; the new master key alone. A start finishes what a crash cut short
/// after the second step and takes back what it cut short before.
///
/// A key that can be read here is durable. Safe for several threads.
final class KeyStore implements AutoCloseable {

  private static final String FILE = "keys";
  private static final String NEXT_FILE = "keys.new";

  /// So that damage to the file that a rotation wrote lies before a whole record, and is refused
  /// instead of being cut off.
  private static final int KEYS_A_RECORD = 256;

  private final Path directory;
  private final Path masterKeyFile;
  private final SecureRandom random;
  private final Map<KeyName, byte[]> keys = new ConcurrentHashMap<>();
  private final SortedSet<Tombstone> tombstones = new ConcurrentSkipListSet<>();

  private final ReentrantLock writing = new ReentrantLock();

  /// These three are guarded by `writing`.
  private byte[] master;

  private KeyFile file;
  private boolean failed;

  private KeyStore(
      Path directory, Path masterKeyFile, byte[] master, KeyFile file, SecureRandom random) {
    this.directory = directory;
    this.masterKeyFile = masterKeyFile;
    this.master = master;
    this.file = file;
    this.random = random;
  }

  /// Also makes the master key, unless that file is there already.
  static KeyStore create(Path directory, Path masterKeyFile, SecureRandom random)
      throws IOException {
    Files.createDirectories(directory, OwnerOnly.directory());
    OwnerOnly.require(directory);
    if (!Files.exists(masterKeyFile)) {
      MasterKey.create(masterKeyFile, random);
      OwnerOnly.syncDirectory(masterKeyFile.toAbsolutePath().resolveSibling("."));
    }
    var master = MasterKey.read(masterKeyFile).getFirst();
    var file = KeyFile.create(directory.resolve(FILE));
    OwnerOnly.syncDirectory(directory);
    return new KeyStore(directory, masterKeyFile, master, file, random);
  }

  static KeyStore open(Path directory, Path masterKeyFile, SecureRandom random) throws IOException {
    var masters = MasterKey.read(masterKeyFile);
    OwnerOnly.require(directory);
    finishRotation(directory, masters.size() == 2);
    var file = KeyFile.open(directory.resolve(FILE));
    try {
      var store = new KeyStore(directory, masterKeyFile, masters.getFirst(), file, random);
      store.load();
      if (masters.size() == 2) {
        MasterKey.replace(masterKeyFile, List.of(masters.getFirst()));
      }
      return store;
    } catch (IOException | RuntimeException e) {
      file.close();
      throw e;
    }
  }

  /// With both master keys on disk the new file is whole and takes the old one's place; else it is
  /// the draft of a rotation that nobody was told of.
  private static void finishRotation(Path directory, boolean decided) throws IOException {
    var next = directory.resolve(NEXT_FILE);
    if (!Files.exists(next)) {
      return;
    }
    if (decided) {
      Files.move(next, directory.resolve(FILE), ATOMIC_MOVE);
    } else {
      Files.delete(next);
    }
    OwnerOnly.syncDirectory(directory);
  }

  private void load() throws IOException {
    var opener = SealingKey.of(master);
    for (var content : file.records()) {
      var record = VaultRecord.decode(content);
      for (var wrapped : record.keys()) {
        keys.put(wrapped.name(), wrapped.unwrap(opener));
      }
      tombstones.addAll(record.tombstones());
    }
    file.forgetRecords();
  }

  Optional<byte[]> find(KeyName name) {
    return Optional.ofNullable(keys.get(name));
  }

  SortedSet<Tombstone> tombstones() {
    return new TreeSet<>(tombstones);
  }

  boolean isErased(KeyName name) {
    return tombstones.contains(Tombstone.of(name));
  }

  /// The key of this name; made on first use.
  byte[] obtain(KeyName name) throws IOException {
    makeMissing(List.of(name));
    return find(name).orElseThrow(() -> new IOException("the vault lacks " + name));
  }

  /// Makes a key for each of these that has none and was not erased; one fsync for all.
  void makeMissing(Collection<KeyName> names) throws IOException {
    writing.lock();
    try {
      var fresh = new TreeMap<KeyName, byte[]>();
      for (var name : names) {
        if (!keys.containsKey(name) && !isErased(name)) {
          fresh.put(name, MasterKey.random(random));
        }
      }
      append(fresh);
    } finally {
      writing.unlock();
    }
  }

  /// Takes those that are not here yet and were not erased; one fsync for all.
  ///
  /// @return what became of each
  Map<KeyName, Acceptance> take(Map<KeyName, byte[]> offered) throws IOException {
    writing.lock();
    try {
      var outcome = new TreeMap<KeyName, Acceptance>();
      var fresh = new TreeMap<KeyName, byte[]>();
      offered.forEach((name, key) -> {
        var became = judge(name, key);
        outcome.put(name, became);
        if (became == Acceptance.ADDED) {
          fresh.put(name, key);
        }
      });
      append(fresh);
      return outcome;
    } finally {
      writing.unlock();
    }
  }

  private Acceptance judge(KeyName name, byte[] key) {
    if (!name.isShared()) {
      return Acceptance.UNSHARED;
    }
    if (isErased(name)) {
      return Acceptance.ERASED;
    }
    if (name.isOfOtherNode() && !name.equals(KeyName.of(NodeKeyId.ofKey(key)))) {
      return Acceptance.CONFLICTING;
    }
    var held = keys.get(name);
    if (held == null) {
      return Acceptance.ADDED;
    }
    return MessageDigest.isEqual(held, key) ? Acceptance.HELD : Acceptance.CONFLICTING;
  }

  private void append(Map<KeyName, byte[]> fresh) throws IOException {
    if (fresh.isEmpty()) {
      return;
    }
    requireWorking();
    file.append(VaultRecord.ofKeys(wrapped(fresh, master)).encode());
    keys.putAll(fresh);
  }

  /// Destroys the keys that these stand for, and refuses them from now on.
  ///
  /// They are out of reach as soon as this begins, whether or not the disk obeys.
  ///
  /// @return the names of keys that were here
  Set<KeyName> bury(Collection<Tombstone> graves) throws IOException {
    writing.lock();
    try {
      var unknown = new TreeSet<>(graves);
      unknown.removeAll(tombstones);
      if (unknown.isEmpty() && !failed) {
        return Set.of();
      }
      requireWorking();
      var doomed = new TreeSet<KeyName>();
      for (var name : keys.keySet()) {
        if (name.isOfPerson() && unknown.contains(Tombstone.of(name))) {
          doomed.add(name);
        }
      }
      failed = true;
      tombstones.addAll(unknown);
      doomed.forEach(keys::remove);
      if (doomed.isEmpty()) {
        file.append(VaultRecord.ofTombstones(unknown).encode());
      } else {
        rotate();
      }
      failed = false;
      return Collections.unmodifiableSet(doomed);
    } finally {
      writing.unlock();
    }
  }

  private void rotate() throws IOException {
    var fresh = MasterKey.random(random);
    var next = directory.resolve(NEXT_FILE);
    Files.deleteIfExists(next);
    var written = KeyFile.create(next);
    try {
      writeAll(written, fresh);
      OwnerOnly.syncDirectory(directory);
      MasterKey.replace(masterKeyFile, List.of(fresh, master));
      Files.move(next, directory.resolve(FILE), ATOMIC_MOVE);
      OwnerOnly.syncDirectory(directory);
      MasterKey.replace(masterKeyFile, List.of(fresh));
    } catch (IOException | RuntimeException e) {
      written.close();
      throw e;
    }
    file.close();
    file = written;
    master = fresh;
  }

  private void writeAll(KeyFile to, byte[] under) throws IOException {
    var rest = List.copyOf(wrapped(keys, under));
    for (int from = 0; from < rest.size(); from += KEYS_A_RECORD) {
      int end = Math.min(rest.size(), from + KEYS_A_RECORD);
      to.append(VaultRecord.ofKeys(rest.subList(from, end)).encode());
    }
    to.append(VaultRecord.ofTombstones(tombstones).encode());
  }

  private List<WrappedKey> wrapped(Map<KeyName, byte[]> open, byte[] under) {
    var closer = SealingKey.of(under);
    var wrapped = new ArrayList<WrappedKey>(open.size());
    open.forEach((name, key) -> wrapped.add(WrappedKey.of(name, key, closer, random)));
    return wrapped;
  }

  private void requireWorking() throws IOException {
    if (failed) {
      throw new IOException(
          "erasing from the vault failed before: it takes no more until reopened");
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
