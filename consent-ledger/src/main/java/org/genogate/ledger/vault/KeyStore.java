package org.genogate.ledger.vault;

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
import org.genogate.ledger.merkle.Hash;

/// The keys of a vault and the tombstones of those that were erased, in memory and on disk.
///
/// Erasing is a [Rotation]. A key that can be read here is durable. Safe for several threads.
final class KeyStore implements AutoCloseable {

  private static final String FILE = "keys";

  private final Rotation rotation;
  private final SecureRandom random;
  private final Map<KeyName, byte[]> keys = new ConcurrentHashMap<>();
  private final SortedSet<Tombstone> tombstones = new ConcurrentSkipListSet<>();
  private volatile Hash tombstoneDigest = Hash.sha256();

  private final ReentrantLock writing = new ReentrantLock();

  /// These three are guarded by `writing`.
  private byte[] master;

  private KeyFile file;
  private boolean failed;

  private KeyStore(Rotation rotation, byte[] master, KeyFile file, SecureRandom random) {
    this.rotation = rotation;
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
    var rotation = new Rotation(directory.resolve(FILE), masterKeyFile);
    return new KeyStore(rotation, master, file, random);
  }

  static KeyStore open(Path directory, Path masterKeyFile, SecureRandom random) throws IOException {
    OwnerOnly.require(directory);
    var rotation = new Rotation(directory.resolve(FILE), masterKeyFile);
    var master = rotation.finish();
    var file = KeyFile.open(directory.resolve(FILE));
    try {
      var store = new KeyStore(rotation, master, file, random);
      store.load();
      return store;
    } catch (IOException | RuntimeException e) {
      file.close();
      throw e;
    }
  }

  private void load() throws IOException {
    var opener = SealingKey.of(master);
    var buried = new ArrayList<Tombstone>();
    for (var content : file.records()) {
      var record = VaultRecord.decode(content);
      for (var wrapped : record.keys()) {
        keys.put(wrapped.name(), wrapped.unwrap(opener));
      }
      buried.addAll(record.tombstones());
    }
    buried(buried);
    file.forgetRecords();
  }

  Optional<byte[]> find(KeyName name) {
    return Optional.ofNullable(keys.get(name));
  }

  SortedSet<Tombstone> tombstones() {
    return new TreeSet<>(tombstones);
  }

  Hash tombstoneDigest() {
    return tombstoneDigest;
  }

  private void buried(Collection<Tombstone> more) {
    tombstones.addAll(more);
    tombstoneDigest =
        Hash.sha256(tombstones.stream().map(each -> each.name().toBytes()).toArray(byte[][]::new));
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
      buried(unknown);
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
    var written = rotation.run(master, fresh, wrapped(keys, fresh), List.copyOf(tombstones));
    file.close();
    file = written;
    master = fresh;
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
