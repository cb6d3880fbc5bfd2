package org.genogate.ledger.checkpoint;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.genogate.ledger.key.SigningKey;
import org.genogate.ledger.merkle.ConsistencyProof;
import org.genogate.ledger.merkle.Hash;
import org.genogate.ledger.merkle.InvalidProofException;
import org.genogate.ledger.merkle.MerkleTree;
import org.genogate.ledger.merkle.SubtreeHashes;
import org.junit.jupiter.api.Test;

/// The golden log, and a fork of it from entry 150 on.
class FraudProofTest {

  private static final String ORIGIN = "ledger.example.org/consent-test";
  private static final SigningKey KEY = key(0);
  private static final VerifierKey LOG =
      new VerifierKey(ORIGIN, VerifierKey.Kind.LOG, KEY.publicKey());
  private static final int FORK = 150;
  private static final List<Hash> GOLDEN = leaves(300, 300);
  private static final List<Hash> FORKED = leaves(300, FORK);

  private static SigningKey key(int first) {
    var seed = new byte[32];
    for (int i = 0; i < seed.length; i++) {
      seed[i] = (byte) (first + i);
    }
    return SigningKey.ofSeed(seed);
  }

  private static List<Hash> leaves(int count, int honest) {
    return IntStream.range(0, count)
        .mapToObj(i -> (i < honest ? "entry " : "forged ") + i + "\n")
        .map(entry -> Hash.leaf(entry.getBytes(UTF_8)))
        .toList();
  }

  private static Checkpoint at(List<Hash> leaves, int size) {
    return new Checkpoint(ORIGIN, size, MerkleTree.root(leaves.subList(0, size)));
  }

  private static SignedNote signed(List<Hash> leaves, int size) {
    return at(leaves, size).sign(KEY);
  }

  private static SubtreeHashes tree(List<Hash> leaves) {
    return (level, index) ->
        MerkleTree.root(leaves.subList((int) index << level, (int) (index + 1) << level));
  }

  @Test
  void aForkOfTheGoldenLogIsProven() throws Exception {
    for (int smaller : new int[] {151, 200, 255, 256, 257, 299, 300}) {
      var proof = FraudProof.of(signed(FORKED, smaller), signed(GOLDEN, 300), tree(GOLDEN), LOG);

      assertThat(proof.verify(LOG))
          .as("size %d", smaller)
          .isEqualTo(new FraudProof.Equivocation(at(FORKED, smaller), at(GOLDEN, 300)));
    }
  }

  @Test
  void theGoldenProofOfSizes200And300IsTheConsistencyPath() throws Exception {
    var proof = FraudProof.of(signed(GOLDEN, 300), signed(FORKED, 200), tree(GOLDEN), LOG);

    assertThat(proof.path()).isEqualTo(ConsistencyProof.of(200, 300, tree(GOLDEN)).path());
    assertThat(proof.path().getFirst())
        .hasToString("e283c6914b94163c539154d7a86fb4460e71bc9feeaa6195582fdeace7b3a74b");
  }

  @Test
  void aPowerOfTwoCarriesItsOwnNode() throws Exception {
    var proof = FraudProof.of(signed(FORKED, 256), signed(GOLDEN, 300), tree(GOLDEN), LOG);

    assertThat(proof.path()).hasSize(1 + ConsistencyProof.of(256, 300, tree(GOLDEN)).path().size());
    assertThat(proof.path().getFirst()).isEqualTo(at(GOLDEN, 256).root());
  }

  @Test
  void equalSizesNeedNoPath() throws Exception {
    var proof = FraudProof.of(signed(FORKED, 300), signed(GOLDEN, 300), tree(GOLDEN), LOG);

    assertThat(proof.path()).isEmpty();
    assertThat(proof.verify(LOG).smaller()).isEqualTo(at(FORKED, 300));
  }

  @Test
  void anEmptyTreeWithEntriesIsFraud() throws Exception {
    var bad = new Checkpoint(ORIGIN, 0, Hash.zero()).sign(KEY);

    var proof = FraudProof.of(bad, signed(GOLDEN, 300), tree(GOLDEN), LOG);

    assertThat(proof.verify(LOG).smaller().root()).isEqualTo(Hash.zero());
  }

  @Test
  void aForkIsProvenFromEitherTree() throws Exception {
    var proof = FraudProof.of(signed(GOLDEN, 200), signed(FORKED, 300), tree(FORKED), LOG);

    assertThat(proof.verify(LOG).larger()).isEqualTo(at(FORKED, 300));
  }

  @Test
  void aCosignerWhoSignedBothIsProvenToo() throws Exception {
    var name = ORIGIN + "/validator/a";
    var cosigner = new VerifierKey(name, VerifierKey.Kind.COSIGNER, key(9).publicKey());
    var time = Instant.ofEpochSecond(1_767_225_600);
    var one = signed(FORKED, 200).cosign(name, key(9), time);
    var other = signed(GOLDEN, 300).cosign(name, key(9), time);

    var proof = FraudProof.of(one, other, tree(GOLDEN), cosigner);

    assertThat(proof.smaller().lines()).hasSize(1);
    assertThat(proof.verify(cosigner).smaller()).isEqualTo(at(FORKED, 200));
    assertThatThrownBy(() -> proof.verify(LOG)).isInstanceOf(InvalidNoteException.class);
  }

  @Test
  void aCosignerOfTwoLogsIsNoFraud() throws Exception {
    var name = "witness.example.org";
    var cosigner = new VerifierKey(name, VerifierKey.Kind.COSIGNER, key(9).publicKey());
    var time = Instant.ofEpochSecond(1_767_225_600);
    var other = new Checkpoint("other.org/log", 200, at(FORKED, 200).root()).sign(KEY);
    var path = ConsistencyProof.of(200, 300, tree(GOLDEN)).path();
    var proof =
        new FraudProof(
            other.cosign(name, key(9), time), signed(GOLDEN, 300).cosign(name, key(9), time), path);

    assertThatThrownBy(() -> proof.verify(cosigner))
        .isInstanceOf(InvalidNoteException.class)
        .hasMessageContaining("different logs");
  }

  /// Else one proof would have many forms.
  @Test
  void hashesLeftOverAreRefused() throws Exception {
    var whole = FraudProof.of(signed(FORKED, 200), signed(GOLDEN, 300), tree(GOLDEN), LOG);
    var longer = new ArrayList<>(whole.path());
    longer.add(Hash.zero());
    for (var proof :
        List.of(
            new FraudProof(whole.smaller(), whole.larger(), longer),
            new FraudProof(signed(FORKED, 300), signed(GOLDEN, 300), List.of(Hash.zero())))) {
      assertThatThrownBy(() -> proof.verify(LOG)).isInstanceOf(InvalidProofException.class);
    }
  }

  @Test
  void proofsEqualWhatTheirBytesSay() throws Exception {
    var proof = FraudProof.of(signed(FORKED, 200), signed(GOLDEN, 300), tree(GOLDEN), LOG);
    var bytes = proof.encode();

    assertThat(FraudProof.decode(bytes)).isEqualTo(proof);
    assertThat(bytes.length).isLessThan(1_000);
    for (int length = 0; length < bytes.length; length++) {
      var torn = Arrays.copyOf(bytes, length);
      assertThatThrownBy(() -> FraudProof.decode(torn)).isInstanceOf(InvalidNoteException.class);
    }
  }

  @Test
  void anotherLogsCheckpointProvesNothing() throws Exception {
    var other = new Checkpoint("other.org/log", 300, at(GOLDEN, 300).root()).sign(KEY);
    var path = ConsistencyProof.of(200, 300, tree(GOLDEN)).path();

    assertThatThrownBy(() -> new FraudProof(signed(FORKED, 200), other, path).verify(LOG))
        .isInstanceOf(InvalidNoteException.class);
  }

  @Test
  void unsignedCheckpointsProveNothing() throws Exception {
    var stranger = at(FORKED, 200).sign(key(7));
    var path = ConsistencyProof.of(200, 300, tree(GOLDEN)).path();

    assertThatThrownBy(() -> new FraudProof(stranger, signed(GOLDEN, 300), path).verify(LOG))
        .isInstanceOf(InvalidNoteException.class);
  }

  @Test
  void noProofIsMadeOfAnHonestLog() {
    for (int smaller = 0; smaller <= 300; smaller += 25) {
      var older = signed(GOLDEN, smaller);
      assertThatThrownBy(() -> FraudProof.of(older, signed(GOLDEN, 300), tree(GOLDEN), LOG))
          .isInstanceOf(InvalidNoteException.class)
          .hasMessageContaining("contradict");
    }
  }

  /// Whatever path is put between two honest checkpoints: hashes of the log, of a fork, of the
  /// other checkpoint, changed, left out, doubled or in another order.
  @Test
  void anHonestLogCannotBeFramed() throws Exception {
    long seed = System.nanoTime();
    var random = new SplittableRandom(seed);
    var nodes = nodes();
    var notes = IntStream.rangeClosed(0, 300).mapToObj(size -> signed(GOLDEN, size)).toList();
    for (int round = 0; round < 5_000; round++) {
      int from = random.nextInt(301);
      int to = from + random.nextInt(301 - from);
      var path = new ArrayList<>(wholePath(from, to));
      for (int change = random.nextInt(4); change > 0; change--) {
        change(path, nodes, random);
      }
      var proof = new FraudProof(notes.get(from), notes.get(to), path);

      assertThatThrownBy(() -> proof.verify(LOG))
          .as("seed %d, round %d, sizes %d and %d", seed, round, from, to)
          .isInstanceOf(InvalidProofException.class);
    }
  }

  private static List<Hash> nodes() {
    var nodes = new ArrayList<Hash>();
    for (int size = 1; size <= 300; size += 13) {
      nodes.add(at(GOLDEN, size).root());
      nodes.add(at(FORKED, size).root());
      nodes.add(GOLDEN.get(size - 1));
    }
    return nodes;
  }

  private static List<Hash> wholePath(int from, int to) throws IOException {
    if (from == 0 || from == to) {
      return List.of();
    }
    var path = new ArrayList<Hash>();
    if (Integer.bitCount(from) == 1) {
      path.add(at(GOLDEN, from).root());
    }
    path.addAll(ConsistencyProof.of(from, to, tree(GOLDEN)).path());
    return path;
  }

  private static void change(List<Hash> path, List<Hash> nodes, SplittableRandom random) {
    var any = nodes.get(random.nextInt(nodes.size()));
    int at = random.nextInt(path.size() + 1);
    switch (at == path.size() ? 0 : random.nextInt(4)) {
      case 0 -> path.add(at, any);
      case 1 -> path.set(at, any);
      case 2 -> path.remove(at);
      default -> path.set(at, path.get(random.nextInt(path.size())));
    }
  }

  @Test
  void aWitnessFollowsAGrowingLogAlone() throws Exception {
    var path = ConsistencyProof.of(200, 300, tree(GOLDEN)).path();

    assertThat(at(GOLDEN, 300).follows(at(GOLDEN, 200), path)).isEqualTo(at(GOLDEN, 300));
    assertThat(at(GOLDEN, 300).follows(new Checkpoint(ORIGIN, 0, Hash.empty()), List.of()))
        .isEqualTo(at(GOLDEN, 300));
    assertThatThrownBy(() -> at(GOLDEN, 300).follows(at(FORKED, 200), path))
        .isInstanceOf(InvalidProofException.class);
    assertThatThrownBy(() -> at(GOLDEN, 200).follows(at(GOLDEN, 300), path))
        .isInstanceOf(InvalidProofException.class);
    assertThatThrownBy(() -> at(GOLDEN, 300).follows(at(FORKED, 300), List.of()))
        .isInstanceOf(InvalidProofException.class);
    var other = new Checkpoint("other.org/log", 200, at(GOLDEN, 200).root());
    assertThatThrownBy(() -> at(GOLDEN, 300).follows(other, path))
        .isInstanceOf(InvalidNoteException.class);
  }
}
