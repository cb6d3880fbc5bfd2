package org.genogate.ledger.vault;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;
import org.genogate.ledger.event.DatasetTag;
import org.genogate.ledger.event.PersonTag;
import org.genogate.ledger.key.MlDsaSigningKey;
import org.genogate.ledger.key.SigningKey;
import org.genogate.ledger.key.WrappingKey;
import org.genogate.ledger.key.WrappingPublicKey;
import org.genogate.ledger.merkle.Hash;

/// All keys of one node, on disk wrapped by the master key.
///
/// A key that this class hands out or seals with is durable. Safe for several threads; one process
/// at a time has it open. Prints nothing of what it holds.
public final class Vault implements AutoCloseable {

  private static final String PERSON_CONTEXT = "genogate/vault/person\0";
  private static final String NODE_CONTEXT = "genogate/vault/node\0";

  private final KeyStore store;
  private final SecureRandom random;
  private final SealingKey own;
  private final NodeKeyId ownId;

  private Vault(KeyStore store, byte[] own, SecureRandom random) {
    this.store = store;
    this.random = random;
    this.own = SealingKey.of(own);
    this.ownId = NodeKeyId.ofKey(own);
  }

  /// A new vault. Also makes the master key, unless that file is there already.
  ///
  /// @throws java.nio.file.FileAlreadyExistsException if `directory` holds a vault
  public static Vault create(Path directory, Path masterKeyFile, SecureRandom random)
      throws IOException {
    return of(KeyStore.create(directory, masterKeyFile, random), random);
  }

  /// @throws CorruptVaultException if the master key is another, or the file is damaged
  /// @throws IOException also if others may read the master key or the vault
  public static Vault open(Path directory, Path masterKeyFile, SecureRandom random)
      throws IOException {
    return of(KeyStore.open(directory, masterKeyFile, random), random);
  }

  private static Vault of(KeyStore store, SecureRandom random) throws IOException {
    try {
      return new Vault(store, store.obtain(KeyName.NODE), random);
    } catch (IOException | RuntimeException e) {
      store.close();
      throw e;
    }
  }

  /// Makes a key for each of these who has none and was not erased. Durable once it returns, with
  /// one fsync for all.
  public void addPeople(Collection<PersonTag> people) throws IOException {
    store.makeMissing(people.stream().map(KeyName::of).toList());
  }

  /// Whether this person has a key, so that what is about them can be sealed.
  public boolean knows(PersonTag person) {
    return holds(KeyName.of(person));
  }

  /// Seals what is about one person.
  ///
  /// @param context has to be given again to open; it is authenticated and not kept
  /// @throws IllegalArgumentException if the person has no key
  public byte[] sealForPerson(PersonTag person, byte[] plain, byte[] context) {
    var key =
        store
            .find(KeyName.of(person))
            .orElseThrow(() -> new IllegalArgumentException("this person has no key in the vault"));
    return SealingKey.of(key).seal(plain, personContext(person, context), random);
  }

  /// @return empty if the person's key is not there (any more), or did not seal this with this
  ///   context
  public Optional<byte[]> openForPerson(PersonTag person, byte[] sealed, byte[] context) {
    return store
        .find(KeyName.of(person))
        .flatMap(key -> SealingKey.of(key).open(sealed, personContext(person, context)));
  }

  /// Seals what concerns many people at once. The sealed bytes begin with the id of this node's
  /// key.
  ///
  /// @param context has to be given again to open; it is authenticated and not kept
  public byte[] sealForNode(byte[] plain, byte[] context) {
    var id = ownId.toBytes();
    var sealed = own.seal(plain, nodeContext(ownId, context), random);
    var joined = Arrays.copyOf(id, id.length + sealed.length);
    System.arraycopy(sealed, 0, joined, id.length, sealed.length);
    return joined;
  }

  /// Opens what this node sealed, or another whose key is here.
  ///
  /// @return empty if that node's key is not here, or did not seal this with this context
  public Optional<byte[]> openForNode(byte[] sealed, byte[] context) {
    if (sealed.length < NodeKeyId.LENGTH_BYTES) {
      return Optional.empty();
    }
    var id = NodeKeyId.read(sealed);
    var rest = Arrays.copyOfRange(sealed, NodeKeyId.LENGTH_BYTES, sealed.length);
    return find(KeyName.of(id))
        .flatMap(key -> SealingKey.of(key).open(rest, nodeContext(id, context)));
  }

  /// The name of the key that some node sealed this with, here or not; empty if it is too short to
  /// say.
  public static Optional<KeyName> nodeKeyOf(byte[] sealed) {
    return sealed.length < NodeKeyId.LENGTH_BYTES
        ? Optional.empty()
        : Optional.of(KeyName.of(NodeKeyId.read(sealed)));
  }

  /// The name under which other nodes hold the key that this node seals with.
  public KeyName ownNodeKey() {
    return KeyName.of(ownId);
  }

  /// Whether this key is here.
  public boolean holds(KeyName name) {
    return find(name).isPresent();
  }

  /// Whether the key of this name was erased here, and is refused for ever.
  public boolean isErased(KeyName name) {
    return store.isErased(name);
  }

  /// Wraps keys for another node, which [#accept]s them. Those that are not here are left out.
  ///
  /// @throws IllegalArgumentException if one is of a kind that stays with its node
  public byte[] offer(Collection<KeyName> names, WrappingPublicKey to) throws IOException {
    var offered = new TreeMap<KeyName, byte[]>();
    for (var name : names) {
      if (!name.isShared()) {
        throw new IllegalArgumentException(name + " stays with its node");
      }
      find(name).ifPresent(key -> offered.put(name, key));
    }
    return new KeyOffer(offered).wrap(wrappingKey(), to);
  }

  /// Takes the keys that the holder of `from` wrapped for this node. The new ones are durable once
  /// it returns, with one fsync for all. To take an offer again changes nothing.
  ///
  /// @return what became of each
  /// @throws InvalidOfferException if that node did not wrap this for this one
  public Map<KeyName, Acceptance> accept(byte[] offer, WrappingPublicKey from)
      throws IOException, InvalidOfferException {
    var offered = new TreeMap<>(KeyOffer.unwrap(offer, from, wrappingKey()).keys());
    var own = offered.remove(ownNodeKey());
    var outcome = new TreeMap<>(store.take(offered));
    if (own != null) {
      boolean same = NodeKeyId.ofKey(own).equals(ownId);
      outcome.put(ownNodeKey(), same ? Acceptance.HELD : Acceptance.CONFLICTING);
    }
    return outcome;
  }

  /// Destroys the keys of these people, here, for ever: what they sealed opens no more, an older
  /// copy of the vault's file opens no more at all, and their keys are refused when they are
  /// offered again. Takes a rewrite of the file; a new master key lies in the master key's file
  /// after it.
  ///
  /// @throws IOException if the disk failed: the keys are out of reach until the vault is opened
  ///   again, when it has to be repeated
  public void erase(Collection<PersonTag> people) throws IOException {
    bury(people.stream().map(Tombstone::of).toList());
  }

  /// As [#erase], for people of whom another node knows that they were erased.
  ///
  /// @return the names of the keys that were here
  public Set<KeyName> bury(Collection<Tombstone> tombstones) throws IOException {
    return store.bury(tombstones);
  }

  /// Of everybody who was erased here.
  public SortedSet<Tombstone> tombstones() {
    return store.tombstones();
  }

  /// SHA-256 over all tombstones in order: two nodes with the same have erased the same people.
  public Hash tombstoneDigest() {
    return store.tombstoneDigest();
  }

  /// The AES-256 key of one version of a dataset; made on first use.
  public SecretKey datasetKey(DatasetTag dataset, int version) throws IOException {
    return new SecretKeySpec(store.obtain(KeyName.of(dataset, version)), "AES");
  }

  /// The signing key of this name, such as `log` or `custodian`; made on first use.
  ///
  /// @throws IllegalArgumentException unless `name` is 1 to 64 of `a-z`, `0-9` and `-`
  public SigningKey signingKey(String name) throws IOException {
    return SigningKey.ofSeed(store.obtain(KeyName.signing(name)));
  }

  /// The ML-DSA-44 key of this name, such as `cosigner`; made on first use.
  ///
  /// @throws IllegalArgumentException unless `name` is 1 to 64 of `a-z`, `0-9` and `-`
  public MlDsaSigningKey mlDsaKey(String name) throws IOException {
    return MlDsaSigningKey.ofSeed(store.obtain(KeyName.mlDsa(name)));
  }

  /// The key with which this node unwraps what others wrap for it; made on first use.
  public WrappingKey wrappingKey() throws IOException {
    return WrappingKey.of(store.obtain(KeyName.WRAPPING));
  }

  /// 32 bytes that salt the leaves of cohorts, by HMAC. Made on first use: a node that joins others
  /// accepts theirs before that.
  public byte[] cohortKey() throws IOException {
    return store.obtain(KeyName.COHORT).clone();
  }

  /// Also finds the own node's key under the name that others know it by.
  private Optional<byte[]> find(KeyName name) {
    return store.find(name.equals(KeyName.of(ownId)) ? KeyName.NODE : name);
  }

  private static byte[] personContext(PersonTag person, byte[] context) {
    return join(PERSON_CONTEXT + person + "\0", context);
  }

  private static byte[] nodeContext(NodeKeyId sealer, byte[] context) {
    return join(NODE_CONTEXT + sealer + "\0", context);
  }

  private static byte[] join(String prefix, byte[] context) {
    var head = prefix.getBytes(US_ASCII);
    var joined = new byte[head.length + context.length];
    System.arraycopy(head, 0, joined, 0, head.length);
    System.arraycopy(context, 0, joined, head.length, context.length);
    return joined;
  }

  @Override
  public void close() throws IOException {
    store.close();
  }
}
